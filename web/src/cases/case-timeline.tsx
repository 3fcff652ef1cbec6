import type { CaseDetail } from "../../../src/contract/cases.ts";
import { formatDateTime, formatDay } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { useCaseMessages } from "../messages/cases.ts";
import { LocalText } from "../ui/elements.tsx";
import { SubmissionNumber } from "./case-numbers.tsx";

type Event = CaseDetail["events"][number];

/** Where a document stands on the page. */
export const documentAnchor = (id: string): string => `irat-${id}`;

const EventNumber = ({ event }: { event: Event }) => {
  const { cases } = useCaseMessages();
  if (event.number === undefined) return null;
  if (event.type === "submitted") {
    return (
      <p>
        {cases.submissionNumber}: <SubmissionNumber number={event.number} />
      </p>
    );
  }
  const name = event.type === "received" ? cases.arrivalNumber : cases.registryNumber;
  return (
    <p>
      {name}: <strong class="number">{event.number}</strong>
    </p>
  );
};

const useTitle = (): ((event: Event, detail: CaseDetail) => string) => {
  const { cases } = useCaseMessages();
  return (event, { documents }) => {
    if (event.type !== "message") return cases.events[event.type];
    const message = documents.find(({ id }) => id === event.document);
    return message?.from === "client" ? cases.life.fromYou : cases.life.fromOffice;
  };
};

const EventDetails = ({ event, detail }: { event: Event; detail: CaseDetail }) => {
  const { cases } = useCaseMessages();
  const language = useLanguage();
  const { life } = cases;
  const document = detail.documents.find(({ id }) => id === event.document);
  return (
    <>
      <EventNumber event={event} />
      {event.dueOn !== undefined && <p>{life.dueOn({ day: formatDay(language, event.dueOn) })}</p>}
      {event.note !== undefined && (
        <p lang={event.type === "taken-over" ? undefined : "hu"}>
          {event.type === "taken-over" ? life.takenOverBy({ name: event.note }) : event.note}
        </p>
      )}
      {document && (
        <p>
          <a class="ds-link" href={`#${documentAnchor(document.id)}`}>
            {life.showDocument}
            <span class="ds-sr-only">: {life.kinds[document.kind]}</span>
          </a>
        </p>
      )}
    </>
  );
};

/** Newest first: what has changed is what one comes to see. */
export const Timeline = ({ detail }: { detail: CaseDetail }) => {
  const language = useLanguage();
  const titleOf = useTitle();
  const { events, office } = detail;
  return (
    <ol class="timeline" reversed>
      {events
        .map((event, index) => (
          // Events are only ever added.
          <li key={index}>
            <h3 class="ds-heading" data-size="2xs">
              {titleOf(event, detail)}
            </h3>
            <p class="small">
              <time dateTime={event.at}>{formatDateTime(language, event.at)}</time>
              {event.office && (
                <>
                  {" · "}
                  {/* An event keeps the Hungarian name alone; of the case's own office there are others. */}
                  <LocalText text={event.office === office.name.hu ? office.name : { hu: event.office }} />
                </>
              )}
            </p>
            <EventDetails event={event} detail={detail} />
          </li>
        ))
        .toReversed()}
    </ol>
  );
};
