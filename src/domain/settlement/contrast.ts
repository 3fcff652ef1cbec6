/** WCAG 2: contrast of normal text at level AA. */
const LEAST_CONTRAST = 4.5;

const channelsOf = (colour: string): number[] =>
  [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));

/** WCAG 2 relative luminance; 0 is black, 1 white. */
const luminanceOf = (channels: readonly number[]): number => {
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const whiteContrast = (channels: readonly number[]): number => 1.05 / (luminanceOf(channels) + 0.05);

/** Contrast of `#rrggbb` with white, 1 to 21: the same for white text on it and for it as text on white. */
export const contrastWithWhite = (colour: string): number => whiteContrast(channelsOf(colour));

export const isReadable = (colour: string): boolean => contrastWithWhite(colour) >= LEAST_CONTRAST;

const darkened = (channels: readonly number[], steps: number): number[] =>
  channels.map((channel) => Math.floor((channel * (255 - steps)) / 255));

const hex = (channels: readonly number[]): string =>
  `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;

/** The lightest colour of the same hue and saturation that is readable; itself when it already is. */
export const readableColour = (colour: string): string => {
  const channels = channelsOf(colour);
  let steps = 0;
  while (whiteContrast(darkened(channels, steps)) < LEAST_CONTRAST) steps += 1;
  return hex(darkened(channels, steps));
};
