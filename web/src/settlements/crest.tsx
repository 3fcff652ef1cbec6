import { useState } from "preact/hooks";
import type { PublishedSettlement } from "../../../src/domain/settlement/settlement.ts";

/** The coat of arms; decoration beside the name, so it has no text of its own, and a missing file leaves no gap. */
export const Crest = ({ settlement: { theme } }: { settlement: Pick<PublishedSettlement, "theme"> }) => {
  const [missing, setMissing] = useState(false);
  if (!theme?.crest || missing) return null;
  const { file, width, height } = theme.crest;
  return (
    <img
      class="crest"
      src={`/catalogue/${encodeURIComponent(file)}`}
      width={width}
      height={height}
      alt=""
      onError={() => setMissing(true)}
    />
  );
};
