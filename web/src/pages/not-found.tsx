import { partyInWords, useActing } from "../acting/acting-now.ts";
import { chooseAgainAddress } from "../acting/choice-address.ts";
import { useMessages } from "../language.ts";
import { currentAddress } from "../router.ts";
import { pathTo } from "../routes.ts";
import { ButtonLink } from "../ui/elements.tsx";
import { Page } from "../ui/page.tsx";

/** A case may exist and still not be shown, so both sound the same. In another capacity it may be one's own: back here then. */
const NoCase = () => {
  const { notFound, session } = useMessages();
  const acting = useActing();
  return (
    <>
      <p>{notFound.caseText}</p>
      {acting && <p>{notFound.otherCapacity({ acting: partyInWords(session, acting.party) })}</p>}
      <div class="actions">
        <ButtonLink href={pathTo("cases")}>{notFound.casesLink}</ButtonLink>
        {acting && (
          <ButtonLink href={chooseAgainAddress(currentAddress())} variant="secondary">
            {session.switchCapacity}
          </ButtonLink>
        )}
      </div>
    </>
  );
};

/** `what` chooses the explanation. */
export const NotFoundPage = ({ what }: { what?: "case" }) => {
  const { notFound } = useMessages();
  return (
    <Page title={notFound.title} name={notFound.title}>
      {what === "case" ? (
        <NoCase />
      ) : (
        <>
          <p>{notFound.text}</p>
          <ButtonLink href={pathTo("home")}>{notFound.homeLink}</ButtonLink>
        </>
      )}
    </Page>
  );
};
