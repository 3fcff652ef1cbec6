import { useCaseMessages } from "../messages/cases.ts";
import { pathTo } from "../routes.ts";

/** Whoever waits for an e-mail must know what it takes: an address in a form alone brings none. */
export const EmailHint = () => {
  const { email } = useCaseMessages().cases;
  return (
    <p class="small no-print">
      {email.text}{" "}
      <a class="ds-link" href={pathTo("account")}>
        {email.link}
      </a>
    </p>
  );
};
