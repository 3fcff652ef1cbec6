import type { ComponentChildren } from "preact";
import { readAnswer } from "../../../src/domain/form/answers.ts";
import type { FormField, FormPage } from "../../../src/domain/form/definition.ts";
import type { Answers } from "../../../src/domain/case/case.ts";
import type { LocalizedText } from "../../../src/domain/localized.ts";
import { useStore } from "../store.ts";
import { LocalText } from "../ui/elements.tsx";
import { ComputedNews } from "./computed-news.tsx";
import type { Filling } from "./filling.ts";
import { StillField } from "./still-field.tsx";
import { StillTable } from "./table-field.tsx";

interface PageFieldsProps {
  filling: Pick<Filling, "form" | "view" | "change">;
  page: FormPage;
  /** Answers as understood, with computed values. */
  values: Answers;
  errors: ReadonlyMap<string, string>;
}

/** Fields that follow each other with the same group, such as the parts of an address, belong together. */
const groupsOf = (fields: readonly FormField[]): FormField[][] => {
  const groups: FormField[][] = [];
  for (const field of fields) {
    const last = groups.at(-1);
    const isSame = field.group !== undefined && last?.[0]?.group?.id === field.group.id;
    if (isSame) last?.push(field);
    else groups.push([field]);
  }
  return groups;
};

const Group = ({ label, children }: { label: LocalizedText; children: ComponentChildren }) => (
  <fieldset class="ds-fieldset field-group">
    <legend class="ds-label">
      <LocalText text={label} />
    </legend>
    {children}
  </fieldset>
);

export const PageFields = ({ filling, page, values, errors }: PageFieldsProps) => {
  const { answers } = useStore(filling.view);
  const { form } = filling;
  const draw = (field: FormField): ComponentChildren => {
    const typed = readAnswer(answers, field.key);
    const understood = readAnswer(values, field.key);
    const onChange = (value: unknown): void => filling.change(field.key, value);
    if (field.kind === "table") {
      const props = { form, field, value: typed, understood, errors, onChange };
      return <StillTable key={field.key} {...props} />;
    }
    const value = field.kind === "computed" ? understood : typed;
    const error = errors.get(field.key);
    return (
      <StillField key={field.key} form={form} field={field} value={value} error={error} onChange={onChange} />
    );
  };
  return (
    <>
      {groupsOf(page.fields).flatMap((fields) => {
        const drawn = fields.map(draw);
        const group = fields[0]?.group;
        if (!group) return drawn;
        return (
          <Group key={fields[0]?.key} label={group.label}>
            {drawn}
          </Group>
        );
      })}
      <ComputedNews page={page} values={values} />
    </>
  );
};
