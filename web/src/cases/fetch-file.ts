/** A file by its short-lived link, without cookies or the address of the page: the link says everything. */
export const fetchFile = async (url: string): Promise<Blob | undefined> => {
  try {
    const answer = await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer" });
    return answer.ok ? await answer.blob() : undefined;
  } catch {
    return undefined;
  }
};
