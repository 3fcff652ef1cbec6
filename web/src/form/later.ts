/** Runs the work after so many milliseconds; returns the function that prevents it. */
export const later = (work: () => void, milliseconds: number): (() => void) => {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
};
