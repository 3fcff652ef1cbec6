import type { ComponentChildren } from "preact";
import type { Route } from "../routes.ts";
import { GuidePage } from "./guide.tsx";
import { HomePage } from "./home.tsx";
import { LoggedOutPage } from "./logged-out.tsx";
import { LoginFailedPage } from "./login-failed.tsx";
import { ServicePage } from "./service.tsx";
import { SettlementPage } from "./settlement.tsx";
import { SettlementsPage } from "./settlements.tsx";
import { StartPage } from "./start.tsx";

type ChoosingRoute = Route<
  "home" | "guide" | "settlements" | "settlement" | "service" | "start" | "loggedOut" | "loginFailed"
>;

/** The pages on the way to a form, and those one comes back to from the broker. They are fetched together, so that no step of the way waits for the next. */
export const Choosing = ({ route }: { route: ChoosingRoute }): ComponentChildren => {
  switch (route.name) {
    case "home":
      return <HomePage />;
    case "guide":
      return <GuidePage />;
    case "settlements":
      return <SettlementsPage />;
    case "settlement":
      return <SettlementPage {...route.params} />;
    case "service":
      return <ServicePage {...route.params} />;
    case "start":
      return <StartPage {...route.params} />;
    case "loggedOut":
      return <LoggedOutPage />;
    default:
      return <LoginFailedPage />;
  }
};
