import type { ComponentChildren } from "preact";
import type { Block, Inline, LocalizedBlocks } from "../../../src/domain/settlement/text-blocks.ts";
import { useLanguage } from "../language.ts";

const inline = (node: Inline, index: number): ComponentChildren => {
  switch (node.kind) {
    case "text":
      return node.text;
    case "strong":
      return <strong key={index}>{node.content.map(inline)}</strong>;
    case "emphasis":
      return <em key={index}>{node.content.map(inline)}</em>;
    default:
      return (
        <a class="ds-link" key={index} href={node.href} rel="noreferrer nofollow">
          {node.content.map(inline)}
        </a>
      );
  }
};

const block = (node: Block, index: number): ComponentChildren => {
  if (node.kind === "paragraph") return <p key={index}>{node.content.map(inline)}</p>;
  const items = node.items.map((item, place) => <li key={place}>{item.map(inline)}</li>);
  return node.ordered ? (
    <ol class="ds-list" key={index}>
      {items}
    </ol>
  ) : (
    <ul class="ds-list" key={index}>
      {items}
    </ul>
  );
};

/** What the municipality wrote, element by element: there is no HTML in it that could run. */
export const TextBlocks = ({ text }: { text: LocalizedBlocks }) => {
  const language = useLanguage();
  const translated = text[language];
  return translated ? <>{translated.map(block)}</> : <div lang="hu">{text.hu.map(block)}</div>;
};
