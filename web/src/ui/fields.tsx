import type { ComponentChildren } from "preact";
import { FieldErrorText } from "../form/field-error-text.tsx";
import { fieldId } from "../form/field-id.ts";
import { useMessages } from "../language.ts";

/** What every field of a short form has; `name` is the key its errors come under. */
interface FieldBase {
  name: string;
  label: string;
  hint?: string | undefined;
  /** The sentence of its error, when it has one. */
  error?: string | undefined;
}

const Hint = ({ id, text }: { id: string; text: string | undefined }) =>
  text === undefined ? null : (
    <div data-field="description" id={`${id}-hint`}>
      {text}
    </div>
  );

/** Ids of the texts that explain an element. */
const describedBy = (id: string, { hint, error }: Pick<FieldBase, "hint" | "error">) => {
  const ids = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean);
  return ids.length > 0 ? { "aria-describedby": ids.join(" ") } : {};
};

const inputTypes = {
  text: { type: "text" },
  digits: { type: "text", inputmode: "numeric" },
  email: { type: "email", inputmode: "email" },
  phone: { type: "tel", inputmode: "tel" },
} as const;

interface TextFieldProps extends FieldBase {
  value: string;
  onChange: (value: string) => void;
  type?: keyof typeof inputTypes;
  /** What the browser may fill in; nothing, where the data is somebody else's. */
  autocomplete?: "tel" | "email" | "country-name" | "postal-code" | "address-level2" | "street-address";
  maxLength?: number;
  optional?: boolean;
  /** Short values get a short box: its width says how much is expected. */
  width?: "short" | "full";
}

export const TextField = (props: TextFieldProps) => {
  const { form } = useMessages();
  const { name, label, hint, error, value, onChange, optional = false } = props;
  const id = fieldId(name);
  return (
    <div class="ds-field">
      <label class="ds-label" htmlFor={id}>
        {label}
        {optional && <span class="optional"> ({form.optional})</span>}
      </label>
      <Hint id={id} text={hint} />
      <FieldErrorText id={id} text={error} />
      <input
        class={props.width === "short" ? "ds-input short-input" : "ds-input"}
        id={id}
        name={name}
        {...inputTypes[props.type ?? "text"]}
        autocomplete={props.autocomplete ?? "off"}
        {...(props.maxLength === undefined ? {} : { maxLength: props.maxLength })}
        spellcheck={false}
        value={value}
        aria-required={!optional}
        aria-invalid={error !== undefined}
        {...describedBy(id, props)}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
};

export interface Option {
  value: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  /** Language of the label, where it is not the page's. */
  lang?: string;
  /** Questions that belong to this choice alone; drawn while it is chosen. */
  inside?: ComponentChildren;
}

interface GroupProps extends FieldBase {
  options: readonly Option[];
  /** The legend is said but not shown: the page's heading says it already. */
  hiddenLegend?: boolean;
}

interface BoxProps {
  group: GroupProps;
  option: Option;
  first: boolean;
  type: "radio" | "checkbox";
  checked: boolean;
  onChange: (checked: boolean) => void;
}

const Box = ({ group, option, first, type, checked, onChange }: BoxProps) => {
  // The first one has the group's id, so that a link from the error summary lands on it.
  const id = first ? fieldId(group.name) : `${fieldId(group.name)}-${option.value}`;
  return (
    <>
      <div class="ds-field">
        <input
          class="ds-input"
          type={type}
          id={id}
          name={group.name}
          value={option.value}
          checked={checked}
          {...(option.hint ? { "aria-describedby": `${id}-detail` } : {})}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <label class="ds-label" htmlFor={id} {...(option.lang ? { lang: option.lang } : {})}>
          {option.label}
        </label>
        {option.hint && (
          <div data-field="description" id={`${id}-detail`}>
            {option.hint}
          </div>
        )}
      </div>
      {checked && option.inside && <div class="inside">{option.inside}</div>}
    </>
  );
};

const Group = ({ group, children }: { group: GroupProps; children: ComponentChildren }) => {
  const id = fieldId(group.name);
  return (
    <fieldset class="ds-fieldset" aria-invalid={group.error !== undefined} {...describedBy(id, group)}>
      <legend class={group.hiddenLegend ? "ds-sr-only" : "ds-label"}>{group.label}</legend>
      <Hint id={id} text={group.hint} />
      <FieldErrorText id={id} text={group.error} />
      {children}
    </fieldset>
  );
};

interface RadioGroupProps extends GroupProps {
  value: string | undefined;
  onChange: (value: string) => void;
}

export const RadioGroup = (props: RadioGroupProps) => (
  <Group group={props}>
    {props.options.map((option, index) => (
      <Box
        key={option.value}
        group={props}
        option={option}
        first={index === 0}
        type="radio"
        checked={option.value === props.value}
        onChange={() => props.onChange(option.value)}
      />
    ))}
  </Group>
);

interface CheckboxGroupProps extends GroupProps {
  values: readonly string[];
  onChange: (values: readonly string[]) => void;
}

export const CheckboxGroup = (props: CheckboxGroupProps) => (
  <Group group={props}>
    {props.options.map((option, index) => (
      <Box
        key={option.value}
        group={props}
        option={option}
        first={index === 0}
        type="checkbox"
        checked={props.values.includes(option.value)}
        onChange={(checked) => {
          const others = props.values.filter((value) => value !== option.value);
          props.onChange(checked ? [...others, option.value] : others);
        }}
      />
    ))}
  </Group>
);

interface CheckboxProps extends FieldBase {
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** A single statement to agree to. */
export const Checkbox = ({ name, label, hint, error, checked, onChange }: CheckboxProps) => {
  const id = fieldId(name);
  return (
    <div class="declaration">
      <FieldErrorText id={id} text={error} />
      <div class="ds-field">
        <input
          class="ds-input"
          type="checkbox"
          id={id}
          name={name}
          checked={checked}
          aria-required
          aria-invalid={error !== undefined}
          {...describedBy(id, { hint, error })}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <label class="ds-label" htmlFor={id}>
          {label}
        </label>
        <Hint id={id} text={hint} />
      </div>
    </div>
  );
};
