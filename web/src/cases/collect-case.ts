import type { CaseDetail } from "../../../src/contract/cases.ts";
import { type Result, success } from "../../../src/domain/result.ts";
import type { ApiFailure } from "../api/client.ts";
import type { CaseCall } from "./calls.ts";
import type { InterfaceLanguage } from "../language.ts";
import type { CaseMessages } from "../messages/cases.ts";
import type { ZipEntry } from "./zip.ts";

type Texts = CaseMessages["cases"]["life"]["takeHome"];

export interface CollectPorts {
  call: CaseCall;
  /** The store's answer to a short-lived link; undefined where there is none. */
  fetchFile: (url: string) => Promise<Blob | undefined>;
}

export interface Collected {
  entries: ZipEntry[];
  /** Files that could not be had. */
  left: number;
}

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value, undefined, 2));
const numbered = (index: number): string => String(index + 1).padStart(2, "0");

/** Everything the client may see of a case, as files: one after the other, so that a slow line is not flooded. */
export const collectCase = async (
  { call, fetchFile }: CollectPorts,
  detail: CaseDetail,
  language: InterfaceLanguage,
  texts: Texts,
): Promise<Result<Collected, ApiFailure>> => {
  const params = { caseId: detail.id };
  const query = { language };
  const form = await call("readFormDocument", { params, query });
  if (!form.ok) return form;
  const receipt = await call("readReceipt", { params, query });
  if (!receipt.ok) return receipt;
  const data = await call("readPackage", { params });
  if (!data.ok) return data;
  const { events, documents } = detail;
  const entries: ZipEntry[] = [
    { name: texts.form, content: await bytesOf(form.value) },
    { name: texts.receipt, content: await bytesOf(receipt.value) },
    { name: texts.data, content: json(data.value) },
    { name: texts.events, content: json({ events, documents }) },
  ];
  const readable = documents.filter(({ text }) => text !== undefined);
  for (const [index, { id, kind }] of readable.entries()) {
    const letter = await call("readLetter", { params: { ...params, documentId: id }, query });
    if (!letter.ok) return letter;
    entries.push({
      name: `${texts.letters}/${numbered(index)}-${texts.kinds[kind]}.pdf`,
      content: await bytesOf(letter.value),
    });
  }
  const files = [...detail.attachments, ...readable.flatMap((document) => document.files ?? [])];
  let left = 0;
  for (const [index, { id, fileName }] of files.entries()) {
    const link = await call("openFile", { params: { ...params, fileId: id } });
    const file = link.ok ? await fetchFile(link.value.url) : undefined;
    if (!file) left++;
    else
      entries.push({
        name: `${texts.files}/${numbered(index)}-${fileName}`,
        content: await bytesOf(file),
      });
  }
  return success({ entries, left });
};
