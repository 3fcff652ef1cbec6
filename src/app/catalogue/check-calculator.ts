import type { FormSource } from "./form-source.ts";
import type { Path } from "./source.ts";

/** What a calculator names must be there, and its figure must be computed on its own pages. */
export const checkCalculator = ({ pages, calculator }: FormSource): { path: Path; message: string }[] => {
  if (!calculator) return [];
  const used = pages.filter(({ id }) => calculator.pages.includes(id));
  const fields = used.flatMap((page) => page.fields);
  const missing = calculator.pages.flatMap((id, index) =>
    used.some((page) => page.id === id)
      ? []
      : [{ path: ["calculator", "pages", index], message: `is ${id}, which is no page of the form` }],
  );
  const result = fields.find(({ key }) => key === calculator.result);
  const noResult =
    result?.kind === "computed"
      ? []
      : [
          {
            path: ["calculator", "result"],
            message: `is ${calculator.result}, which is no computed field of these pages`,
          },
        ];
  const strangers = (calculator.without ?? []).flatMap((key, index) =>
    fields.some((field) => field.key === key)
      ? []
      : [{ path: ["calculator", "without", index], message: `is ${key}, which is no field of these pages` }],
  );
  return [...missing, ...noResult, ...strangers];
};
