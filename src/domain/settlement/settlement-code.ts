import type { SettlementCode } from "../ids.ts";

/** Its form alone; the check digit is judged by `isSettlementCode`. */
export const SETTLEMENT_CODE_PATTERN = /^\d{5}$/;
const WEIGHTS = [9, 7, 3, 1, 1];

/**
 * KSH settlement code: 5 digits, kept as text. 9d₁+7d₂+3d₃+d₄+d₅ is divisible by 10
 * (holds for all 3,178 codes of the 2018 register). A right check digit does not prove that the place exists.
 */
export const isSettlementCode = (text: string): text is SettlementCode =>
  SETTLEMENT_CODE_PATTERN.test(text) &&
  WEIGHTS.reduce((sum, weight, index) => sum + weight * Number(text[index]), 0) % 10 === 0;
