import { switchAddress } from "../acting/switch-address.ts";
import type { ApiFailure } from "../api/client.ts";
import { useMessages } from "../language.ts";
import { session } from "../portal.ts";
import { Button, ButtonLink } from "../ui/elements.tsx";

/** Refusals that come from whom the session acts for: another capacity is the way on. */
const endedRights: ReadonlySet<ApiFailure["code"]> = new Set([
  "mandate-ended",
  "mandate-revoked",
  "representation-ended",
  "outside-mandate",
  "capacity-not-allowed",
  "cannot-query",
  "not-delegable",
]);

/** Whether repeating the same cannot help, but there is something else to do. */
export const hasNextStep = ({ code }: ApiFailure): boolean =>
  endedRights.has(code) || code === "identification-too-low";

interface NextStepProps {
  failure: ApiFailure;
  /** Least level of identification of what was asked for (1–4); the highest where it is not known. */
  level: number | undefined;
}

/** The way on after a refusal for lack of a right or of a strong enough identification. */
export const NextStep = ({ failure, level = 4 }: NextStepProps) => {
  const texts = useMessages().session;
  if (failure.code === "identification-too-low") {
    return <Button onClick={() => session.logIn(undefined, level)}>{texts.identifyStronger}</Button>;
  }
  return endedRights.has(failure.code) ? (
    <ButtonLink href={switchAddress()}>{texts.switchCapacity}</ButtonLink>
  ) : null;
};
