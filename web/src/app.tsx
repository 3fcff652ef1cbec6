import { Fragment, type VNode } from "preact";
import { useEffect, useErrorBoundary } from "preact/hooks";
import { useMessages } from "./language.ts";
import { CrashedPage } from "./pages/crashed.tsx";
import { LoggedOutPage } from "./pages/logged-out.tsx";
import { LoginFailedPage } from "./pages/login-failed.tsx";
import { NotFoundPage } from "./pages/not-found.tsx";
import { place } from "./router.ts";
import { type ForEveryRoute, matchRoute, type Route, type RouteName } from "./routes.ts";
import { RequireSession } from "./session/require-session.tsx";
import { SessionDialog } from "./session/session-dialog.tsx";
import { Footer } from "./shell/footer.tsx";
import { Header } from "./shell/header.tsx";
import { useStore } from "./store.ts";
import { lazy } from "./ui/lazy.tsx";

// Most visits end before a form or a case is opened, and who opens one is past choosing: each part is fetched when
// it is needed.
const Choosing = lazy(() => import("./pages/choosing.tsx").then((module) => module.Choosing), ["choosing"]);
const FormArea = lazy(() => import("./form/form-area.tsx").then((module) => module.FormArea), ["filling"]);
const LocalFormArea = lazy(
  () => import("./form/local-form-area.tsx").then((module) => module.LocalFormArea),
  ["filling"],
);
const CalculatorPage = lazy(
  () => import("./calculator/calculator-page.tsx").then((module) => module.CalculatorPage),
  ["choosing", "filling"],
);
const CaseListPage = lazy(
  () => import("./cases/case-list.tsx").then((module) => module.CaseListPage),
  ["cases"],
);
const CasePage = lazy(() => import("./cases/case-page.tsx").then((module) => module.CasePage), ["cases"]);
const AccountPage = lazy(
  () => import("./account/account-page.tsx").then((module) => module.AccountPage),
  ["account"],
);
const VerifyEmailPage = lazy(
  () => import("./account/verify-email-page.tsx").then((module) => module.VerifyEmailPage),
  ["account"],
);
const OwnSessionsPage = lazy(
  () => import("./account/own-sessions-page.tsx").then((module) => module.OwnSessionsPage),
  ["account"],
);
const AccountPartPage = lazy(
  () => import("./account/account-part-page.tsx").then((module) => module.AccountPartPage),
  ["account", "choosing"],
);
const DeleteAccountPage = lazy(
  () => import("./account/delete-account-page.tsx").then((module) => module.DeleteAccountPage),
  ["account"],
);
const CapacityPage = lazy(
  () => import("./acting/capacity-page.tsx").then((module) => module.CapacityPage),
  ["account"],
);
const MandatesPage = lazy(
  () => import("./acting/mandates-page.tsx").then((module) => module.MandatesPage),
  ["account"],
);
const DocumentCapacityPage = lazy(
  () => import("./acting/document-page.tsx").then((module) => module.DocumentCapacityPage),
  ["account"],
);
const GrantMandatePage = lazy(
  () => import("./acting/grant-page.tsx").then((module) => module.GrantMandatePage),
  ["account", "choosing"],
);
const MandateGrantedPage = lazy(
  () => import("./acting/mandate-granted-page.tsx").then((module) => module.MandateGrantedPage),
  ["account"],
);
const OfficeArea = lazy(
  () => import("./office/office-area.tsx").then((module) => module.OfficeArea),
  ["account", "cases", "office"],
);
const SubmittedPage = lazy(
  () => import("./cases/submitted.tsx").then((module) => module.SubmittedPage),
  ["cases"],
);

const pages: ForEveryRoute<VNode> = {
  home: (params) => <Choosing route={{ name: "home", params }} />,
  guide: (params) => <Choosing route={{ name: "guide", params }} />,
  settlements: (params) => <Choosing route={{ name: "settlements", params }} />,
  settlement: (params) => <Choosing route={{ name: "settlement", params }} />,
  service: (params) => <Choosing route={{ name: "service", params }} />,
  start: (params) => <Choosing route={{ name: "start", params }} />,
  account: () => <AccountPage />,
  verifyEmail: () => <VerifyEmailPage />,
  sessions: () => <OwnSessionsPage />,
  accountPart: (params) => <AccountPartPage {...params} />,
  deleteAccount: () => <DeleteAccountPage />,
  capacity: () => <CapacityPage />,
  documentCapacity: () => <DocumentCapacityPage />,
  mandates: () => <MandatesPage />,
  grantMandate: () => <GrantMandatePage />,
  mandateGranted: (params) => <MandateGrantedPage {...params} />,
  loggedOut: () => <LoggedOutPage />,
  loginFailed: () => <LoginFailedPage />,
  cases: () => <CaseListPage />,
  case: (params) => <CasePage {...params} />,
  submitted: (params) => <SubmittedPage {...params} />,
  form: ({ caseId }) => <FormArea caseId={caseId} step={{ kind: "tasks" }} />,
  check: ({ caseId }) => <FormArea caseId={caseId} step={{ kind: "check" }} />,
  formPage: ({ caseId, page }) => <FormArea caseId={caseId} step={{ kind: "page", page }} />,
  localForm: (params) => <LocalFormArea place={params} step={{ kind: "tasks" }} />,
  localCheck: (params) => <LocalFormArea place={params} step={{ kind: "check" }} />,
  localPage: ({ page, ...params }) => <LocalFormArea place={params} step={{ kind: "page", page }} />,
  calculator: (params) => <CalculatorPage {...params} />,
  office: () => <OfficeArea place={{ kind: "choice" }} />,
  officeOverview: ({ office }) => <OfficeArea officeId={office} place={{ kind: "overview" }} />,
  officeSearch: ({ office }) => <OfficeArea officeId={office} place={{ kind: "search" }} />,
  officeBooks: ({ office }) => <OfficeArea officeId={office} place={{ kind: "books" }} />,
  officeList: ({ office, list }) => <OfficeArea officeId={office} place={{ kind: "list", list }} />,
  officeCase: ({ office, caseId }) => <OfficeArea officeId={office} place={{ kind: "case", caseId }} />,
};

/** Pages that show what belongs to one person. */
const ownPages: ReadonlySet<RouteName> = new Set([
  "cases",
  "case",
  "submitted",
  "form",
  "check",
  "formPage",
  "account",
  "sessions",
  "accountPart",
  "deleteAccount",
  "capacity",
  "documentCapacity",
  "mandates",
  "grantMandate",
  "mandateGranted",
  "office",
  "officeOverview",
  "officeSearch",
  "officeBooks",
  "officeList",
  "officeCase",
]);

const draw = <Name extends RouteName>(route: Route<Name>): VNode => {
  const page = pages[route.name](route.params);
  return ownPages.has(route.name) ? <RequireSession>{page}</RequireSession> : page;
};

/** Pages of one form share what was typed, so the way between them keeps the component. */
const keyOf = (route: Route | undefined, path: string): string => {
  switch (route?.name) {
    case "form":
    case "check":
    case "formPage":
      return `form/${route.params.caseId}`;
    case "localForm":
    case "localCheck":
    case "localPage":
      return `local/${route.params.settlement}/${route.params.form}`;
    default:
      return path;
  }
};

const CurrentPage = () => {
  const { path } = useStore(place);
  const [crash, recover] = useErrorBoundary();
  const route = matchRoute(path);
  // The next page deserves its own chance.
  useEffect(recover, [path]);
  if (crash !== undefined) return <CrashedPage />;
  return <Fragment key={keyOf(route, path)}>{route ? draw(route) : <NotFoundPage />}</Fragment>;
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
