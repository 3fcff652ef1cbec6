import type { OfficeCase } from "../../../src/contract/office.ts";
import { SubmissionNumber } from "../cases/case-numbers.tsx";
import { formatDateTime, formatDay } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { useOfficeMessages } from "../messages/office.ts";

type Event = OfficeCase["events"][number];

const Details = ({ event }: { event: Event }) => {
  const { case: words } = useOfficeMessages();
  const language = useLanguage();
  return (
    <>
      {event.number !== undefined && (
        <p>
          {event.type === "submitted" ? (
            <SubmissionNumber number={event.number} />
          ) : (
            <strong class="number">{event.number}</strong>
          )}
        </p>
      )}
      {event.dueOn !== undefined && <p>{words.dueOn({ day: formatDay(language, event.dueOn) })}</p>}
      {event.note !== undefined && <p class="typed">{event.note}</p>}
    </>
  );
};

/** Everything that happened, the newest first. */
export const CaseTimeline = ({ events }: { events: readonly Event[] }) => {
  const { case: words } = useOfficeMessages();
  const language = useLanguage();
  return (
    <section class="section" aria-labelledby="office-timeline">
      <h2 class="ds-heading" data-size="sm" id="office-timeline">
        {words.timeline}
      </h2>
      <ol class="timeline" reversed>
        {events.toReversed().map((event, index) => (
          <li key={events.length - index}>
            <h3 class="ds-heading" data-size="2xs">
              {words.events[event.type]}
            </h3>
            <p class="small">
              <time dateTime={event.at}>{formatDateTime(language, event.at)}</time>
              {event.office !== undefined && <> · {event.office}</>}
            </p>
            <Details event={event} />
          </li>
        ))}
      </ol>
    </section>
  );
};
