import { usePageMessages } from "../messages/pages.ts";
import { Notice } from "../ui/elements.tsx";
import { switchAddress } from "./switch-address.ts";

/** Who acts as a proxy reads why nothing can be granted, and where to go instead. */
export const CannotGrant = () => {
  const { acting } = usePageMessages();
  return (
    <Notice tone="info">
      <p>{acting.mandates.cannotGrant}</p>
      <a class="ds-link" href={switchAddress()}>
        {acting.switchLink}
      </a>
    </Notice>
  );
};
