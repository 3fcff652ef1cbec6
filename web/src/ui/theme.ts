import { useLayoutEffect } from "preact/hooks";
import type { Theme } from "../../../src/domain/settlement/settlement.ts";

const COLOUR = /^#[0-9a-f]{6}$/i;

/** What is no colour leaves the portal's own, whoever published it. */
export const accentOf = (theme: Theme | undefined): string | undefined =>
  COLOUR.test(theme?.accent ?? "") ? theme?.accent : undefined;

/** The other colours are made of the accent in theme-settlement.css. */
const show = (theme: Theme | undefined): void => {
  const { style, dataset } = document.documentElement;
  const accent = accentOf(theme);
  if (accent) {
    // One by one through the object model: the content security policy allows no style text.
    style.setProperty("--settlement-accent", accent);
    dataset["settlement"] = "";
  } else {
    style.removeProperty("--settlement-accent");
    delete dataset["settlement"];
  }
};

let left = false;

/** The page looks as its settlement does, and so does the wait for the next page. */
export const useTheme = (theme: Theme | undefined): void =>
  useLayoutEffect(() => {
    left = false;
    show(theme);
    return () => {
      left = true;
    };
  }, [theme]);

/** Every page calls it when it appears: whose settlement's page was left, and is followed by another kind, loses its look. */
export const useArrivedLook = (): void =>
  useLayoutEffect(() => {
    if (left) show(undefined);
    left = false;
  }, []);
