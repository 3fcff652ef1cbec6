import type { ComponentChildren } from "preact";
import type { Route } from "../routes.ts";
import { CapacityPage } from "./capacity-page.tsx";
import { DocumentCapacityPage } from "./document-page.tsx";
import { GrantMandatePage } from "./grant-page.tsx";
import { MandateGrantedPage } from "./mandate-granted-page.tsx";
import { MandatesPage } from "./mandates-page.tsx";

type ActingRoute = Route<"capacity" | "documentCapacity" | "mandates" | "grantMandate" | "mandateGranted">;

/** In whose name one acts, and who may act for whom. */
export const ActingArea = ({ route }: { route: ActingRoute }): ComponentChildren => {
  switch (route.name) {
    case "capacity":
      return <CapacityPage />;
    case "documentCapacity":
      return <DocumentCapacityPage />;
    case "mandates":
      return <MandatesPage />;
    case "grantMandate":
      return <GrantMandatePage />;
    default:
      return <MandateGrantedPage {...route.params} />;
  }
};
