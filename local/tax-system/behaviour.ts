import * as v from "valibot";

/**
 * How the simulated tax systems behave.
 * `receive`: what becomes of a message: taken; `down` (503); `refuse` (422, this message only); `gone` (410); `hang` (no
 * answer at all); `slow` (taken, answered after 5 s).
 * `answer`: what they make of a case: decide at once; ask for a supplement first; nothing.
 * `times`: how often each call is sent, at once. `delaySeconds`: how long they take before they answer.
 */
export const BehaviourSchema = v.strictObject({
  receive: v.optional(v.picklist(["take", "down", "refuse", "gone", "hang", "slow"]), "take"),
  answer: v.optional(v.picklist(["decide", "supplement", "none"]), "decide"),
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)), 1),
  delaySeconds: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(600)), 0),
});
export type Behaviour = v.InferOutput<typeof BehaviourSchema>;

export const asUsual: Behaviour = v.parse(BehaviourSchema, {});
