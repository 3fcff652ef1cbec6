import { formatDateTime } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { useCaseMessages } from "../messages/cases.ts";
import { AccessPages } from "./access-pages.tsx";
import { call } from "./calls.ts";

/** Who of the office looked into the client's case. */
export const AccessLog = ({ caseId }: { caseId: string }) => {
  const { access } = useCaseMessages().cases.life;
  const language = useLanguage();
  return (
    <AccessPages
      caseId={caseId}
      read={(cursor) => call("readAccessLog", { params: { caseId }, query: { cursor } })}
      texts={access}
    >
      {(entries) => (
        <ul class="cases">
          {entries.map((entry, index) => (
            <li class="access" key={index}>
              <strong>{entry.by}</strong>
              <span>{access.actions[entry.action]}</span>
              <span class="small">
                <time dateTime={entry.at}>{formatDateTime(language, entry.at)}</time> ·{" "}
                <span lang="hu">{entry.office}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </AccessPages>
  );
};
