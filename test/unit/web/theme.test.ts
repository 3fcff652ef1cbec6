import { readFileSync } from "node:fs";
import { array, assert, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { contrastWithWhite, readableColour } from "../../../src/domain/settlement/contrast.ts";
import { accentOf } from "../../../web/src/ui/theme.ts";

const SHEET = new URL("../../../web/src/styles/theme-settlement.css", import.meta.url);
const tokens = new Map(
  [...readFileSync(SHEET, "utf8").matchAll(/--ds-color-accent-([a-z-]+): ([^;]+);/g)].map(
    ([, name = "", value = ""]) => [name, value],
  ),
);

const channelsOf = (colour: string): number[] =>
  [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));

/** What the browser makes of the token: the accent itself, white, or a mix in sRGB with white or black. */
const colourOf = (token: string, accent: string): string => {
  const value = tokens.get(token) ?? "";
  if (value === "var(--settlement-accent)") return accent;
  if (value === "#fff") return "#ffffff";
  const [, percent, other] =
    /^color-mix\(in srgb, var\(--settlement-accent\) (\d+)%, (#fff|#000)\)$/.exec(value) ?? [];
  if (percent === undefined) throw new Error(`${token}: ${value}`);
  const share = Number(percent) / 100;
  const end = other === "#fff" ? 255 : 0;
  return `#${channelsOf(accent)
    .map((channel) => Math.round(channel * share + end * (1 - share)))
    .map((channel) => channel.toString(16).padStart(2, "0"))
    .join("")}`;
};

/** WCAG 2, through the contrast of each with white. */
const contrast = (first: string, second: string): number => {
  const [light, dark] = [contrastWithWhite(first), contrastWithWhite(second)].toSorted((a, b) => a - b);
  return (dark ?? 0) / (light ?? 1);
};

const accents = array(integer({ min: 0, max: 255 }), { minLength: 3, maxLength: 3 }).map((channels) =>
  readableColour(`#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`),
);

const onAnySurface = ["background-tinted", "surface-tinted", "surface-hover"];

describe("colours made of a settlement's accent", () => {
  it.each(
    ["text-subtle", "text-default"].flatMap((text) =>
      onAnySurface.map((surface) => [text, surface] as const),
    ),
  )("%s can be read on %s", (text, surface) => {
    assert(
      property(accents, (accent) => {
        expect(contrast(colourOf(text, accent), colourOf(surface, accent))).toBeGreaterThanOrEqual(4.5);
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  it.each(["base-default", "base-hover", "base-active"])("white can be read on %s", (base) => {
    assert(
      property(accents, (accent) => {
        expect(contrastWithWhite(colourOf(base, accent))).toBeGreaterThanOrEqual(4.5);
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  it.each(["border-default", "border-strong"])("%s is seen on white", (border) => {
    assert(
      property(accents, (accent) => {
        expect(contrastWithWhite(colourOf(border, accent))).toBeGreaterThanOrEqual(3);
      }),
      { seed: 6, numRuns: 500 },
    );
  });
});

it.each(["red", "#1d6b4", "#1d6b45; color: red", "url(https://example.org)", ""])(
  "%j is no colour of a page",
  (accent) => {
    expect(accentOf({ accent })).toBeUndefined();
    expect(accentOf({ accent: "#1d6b45" })).toBe("#1d6b45");
  },
);
