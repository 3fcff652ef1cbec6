import type { Answer, Header } from "../distribution/message.ts";

const common: readonly Header[] = [
  ["cache-control", "no-store"],
  ["x-content-type-options", "nosniff"],
];

export const jsonControl = (status: number, value: unknown, headers: readonly Header[] = []): Answer => ({
  status,
  headers: [["content-type", "application/json"], ...common, ...headers],
  body: Buffer.from(`${JSON.stringify(value)}\n`),
});

export const refusal = (status: number, error: string, headers: readonly Header[] = []): Answer =>
  jsonControl(status, { error }, headers);
