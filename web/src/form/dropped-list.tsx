import type { Dropped } from "../../../src/domain/form/carry-over.ts";
import { useFillingMessages } from "../messages/filling.ts";
import { LocalText } from "../ui/elements.tsx";

/** What could not be taken into another version of the form. */
export const DroppedList = ({ dropped }: { dropped: readonly Dropped[] }) => {
  const { version } = useFillingMessages();
  if (dropped.length === 0) return <p>{version.all}</p>;
  return (
    <>
      <p>{version.dropped}</p>
      <ul class="ds-list">
        {dropped.map(({ key, label, group }) => (
          <li key={key}>
            {group && (
              <>
                <LocalText text={group} />:{" "}
              </>
            )}
            <LocalText text={label} />
          </li>
        ))}
      </ul>
    </>
  );
};
