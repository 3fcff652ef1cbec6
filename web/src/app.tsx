import { useEffect, useErrorBoundary } from "preact/hooks";
import { useMessages } from "./language.ts";
import { CrashedPage } from "./pages/crashed.tsx";
import { GuidePage } from "./pages/guide.tsx";
import { HomePage } from "./pages/home.tsx";
import { LoggedOutPage } from "./pages/logged-out.tsx";
import { LoginFailedPage } from "./pages/login-failed.tsx";
import { NotFoundPage } from "./pages/not-found.tsx";
import { ServicePage } from "./pages/service.tsx";
import { SettlementPage } from "./pages/settlement.tsx";
import { SettlementsPage } from "./pages/settlements.tsx";
import { StartPage } from "./pages/start.tsx";
import { place } from "./router.ts";
import { matchRoute, type Route } from "./routes.ts";
import { RequireSession } from "./session/require-session.tsx";
import { SessionDialog } from "./session/session-dialog.tsx";
import { Footer } from "./shell/footer.tsx";
import { Header } from "./shell/header.tsx";
import { useStore } from "./store.ts";
import { lazy } from "./ui/lazy.tsx";

// Most visits end before a form or a case is opened: those parts are fetched when they are needed.
const FormArea = lazy(() => import("./form/form-area.tsx").then((module) => module.FormArea));
const CaseListPage = lazy(() => import("./cases/case-list.tsx").then((module) => module.CaseListPage));
const CasePage = lazy(() => import("./cases/case-page.tsx").then((module) => module.CasePage));
const SubmittedPage = lazy(() => import("./cases/submitted.tsx").then((module) => module.SubmittedPage));

const PublicOrOwnPage = ({ route }: { route: Route }) => {
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
    case "loginFailed":
      return <LoginFailedPage />;
    case "cases":
      return (
        <RequireSession>
          <CaseListPage />
        </RequireSession>
      );
    case "case":
      return (
        <RequireSession>
          <CasePage {...route.params} />
        </RequireSession>
      );
    case "submitted":
      return (
        <RequireSession>
          <SubmittedPage {...route.params} />
        </RequireSession>
      );
    case "form":
    case "check":
    case "formPage":
      return (
        <RequireSession>
          <FormArea caseId={route.params.caseId} step={stepOf(route)} />
        </RequireSession>
      );
  }
};

/** What of a form the address names: its beginning, its last step, or one of its pages. */
const stepOf = (route: Extract<Route, { name: "form" | "check" | "formPage" }>) => {
  if (route.name === "formPage") return { kind: "page", page: route.params.page } as const;
  return { kind: route.name === "form" ? "first" : "check" } as const;
};

/** Pages of one form share what was typed, so the way between them keeps the component. */
const keyOf = (route: Route | undefined, path: string): string =>
  route?.name === "form" || route?.name === "check" || route?.name === "formPage"
    ? `form/${route.params.caseId}`
    : path;

const CurrentPage = () => {
  const { path } = useStore(place);
  const [crash, recover] = useErrorBoundary();
  const route = matchRoute(path);
  // The next page deserves its own chance.
  useEffect(recover, [path]);
  if (crash !== undefined) return <CrashedPage />;
  return route ? <PublicOrOwnPage key={keyOf(route, path)} route={route} /> : <NotFoundPage key={path} />;
};

export const App = () => {
  const messages = useMessages();
  return (
    <>
      <a class="ds-skip-link" href="#main">
        {messages.portal.skip}
      </a>
      <Header />
      <main id="main" tabIndex={-1}>
        <CurrentPage />
      </main>
      <Footer />
      <SessionDialog />
    </>
  );
};
