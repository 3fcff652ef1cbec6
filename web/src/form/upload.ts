/** What the portal offers for one file: where to post it and with which fields before it. */
export interface UploadOffer {
  url: string;
  fields: Readonly<Record<string, string>>;
}

export type UploadOutcome = "done" | "failed" | "cancelled";

/** SHA-256 of the file's bytes, lower-case hex. Rejects when the file can no longer be read. */
export const sha256Of = async (file: Blob): Promise<string> => {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
};

/**
 * Posts the file straight to the store. XMLHttpRequest, because fetch does not tell how far an upload is.
 * `onProgress` gets whole percents; aborting the signal cancels.
 */
export const postFile = (
  offer: UploadOffer,
  file: File,
  onProgress: (percent: number) => void,
  signal: AbortSignal,
): Promise<UploadOutcome> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    for (const [name, value] of Object.entries(offer.fields)) form.append(name, value);
    // The store ignores every field after the file.
    form.append("file", file);
    const abort = (): void => request.abort();
    const finish = (outcome: UploadOutcome) => (): void => {
      signal.removeEventListener("abort", abort);
      resolve(outcome);
    };
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(Math.floor((event.loaded / event.total) * 100));
    });
    request.addEventListener("load", () => finish(request.status < 300 ? "done" : "failed")());
    request.addEventListener("error", finish("failed"));
    request.addEventListener("timeout", finish("failed"));
    request.addEventListener("abort", finish("cancelled"));
    signal.addEventListener("abort", abort);
    request.open("POST", offer.url);
    request.send(form);
  });
