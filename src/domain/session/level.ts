/** What one of the broker's ways of identification (`acr`) is worth; a fact of the broker, so configuration. */
export interface IdentificationLevel {
  acr: string;
  /** 1 to 4; what the configuration does not name counts as 0. */
  level: number;
}

export const levelOf = (acr: string | undefined, levels: readonly IdentificationLevel[]): number =>
  levels.find((known) => known.acr === acr)?.level ?? 0;

/** The ways of identification that reach the level, in the configuration's order of preference. */
export const acrValuesFrom = (least: number, levels: readonly IdentificationLevel[]): string[] =>
  levels.filter(({ level }) => level >= least).map(({ acr }) => acr);
