/**
 * Parts of a 27-digit submission number, each in short groups that can be read aloud and compared:
 * mailbox id (3-3-3), local time (year, month and day, hour, minute and second), running part.
 * Anything of another length comes back as one part.
 */
export const groupSubmissionNumber = (number: string): readonly (readonly string[])[] => {
  const match = /^(\d{3})(\d{3})(\d{3})(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{4})$/.exec(number);
  if (!match) return [[number]];
  const groups = match.slice(1);
  return [groups.slice(0, 3), groups.slice(3, 9), groups.slice(9)];
};
