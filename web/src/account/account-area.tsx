import type { ComponentChildren } from "preact";
import type { Route } from "../routes.ts";
import { AccountPage } from "./account-page.tsx";
import { AccountPartPage } from "./account-part-page.tsx";
import { DeleteAccountPage } from "./delete-account-page.tsx";
import { OwnSessionsPage } from "./own-sessions-page.tsx";

type AccountRoute = Route<"account" | "sessions" | "accountPart" | "deleteAccount">;

export const AccountArea = ({ route }: { route: AccountRoute }): ComponentChildren => {
  switch (route.name) {
    case "account":
      return <AccountPage />;
    case "sessions":
      return <OwnSessionsPage />;
    case "accountPart":
      return <AccountPartPage {...route.params} />;
    default:
      return <DeleteAccountPage />;
  }
};
