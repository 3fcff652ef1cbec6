import { Fragment, type FunctionComponent } from "preact";
import { useEffect, useErrorBoundary } from "preact/hooks";
import { useMessages } from "./language.ts";
import { CrashedPage } from "./pages/crashed.tsx";
import { NotFoundPage } from "./pages/not-found.tsx";
import { place } from "./router.ts";
import { matchRoute, type Route, type RouteName } from "./routes.ts";
import { RequireSession } from "./session/require-session.tsx";
import { SessionDialog } from "./session/session-dialog.tsx";
import { Footer } from "./shell/footer.tsx";
import { Header } from "./shell/header.tsx";
import { useStore } from "./store.ts";
import { lazy } from "./ui/lazy.tsx";

/** Pages that show what belongs to one person. */
const own =
  <Props extends object>(Area: FunctionComponent<Props>): FunctionComponent<Props> =>
  (props) => (
    <RequireSession>
      <Area {...props} />
    </RequireSession>
  );

// Most visits end before a form or a case is opened, and who opens one is past choosing: each area is fetched when
// it is needed.
const Choosing = lazy(() => import("./pages/choosing.tsx").then((module) => module.Choosing), ["choosing"]);
const FormArea = own(
  lazy(() => import("./form/form-area.tsx").then((module) => module.FormArea), ["filling"]),
);
const LocalFormArea = lazy(
  () => import("./form/local-form-area.tsx").then((module) => module.LocalFormArea),
  ["filling"],
);
const CalculatorPage = lazy(
  () => import("./calculator/calculator-page.tsx").then((module) => module.CalculatorPage),
  ["choosing", "filling"],
);
const CaseListPage = own(
  lazy(() => import("./cases/case-list.tsx").then((module) => module.CaseListPage), ["cases"]),
);
const CasePage = own(
  lazy(() => import("./cases/case-page.tsx").then((module) => module.CasePage), ["cases"]),
);
const SubmittedPage = own(
  lazy(() => import("./cases/submitted.tsx").then((module) => module.SubmittedPage), ["cases"]),
);
const AccountArea = own(
  lazy(
    () => import("./account/account-area.tsx").then((module) => module.AccountArea),
    ["account", "choosing"],
  ),
);
const VerifyEmailPage = lazy(
  () => import("./account/verify-email-page.tsx").then((module) => module.VerifyEmailPage),
  ["account"],
);
const ActingArea = own(
  lazy(() => import("./acting/acting-area.tsx").then((module) => module.ActingArea), ["account", "choosing"]),
);
const OfficeArea = own(
  lazy(() => import("./office/office-area.tsx").then((module) => module.OfficeArea), ["cases", "office"]),
);

const pages: { [Name in RouteName]: FunctionComponent<{ route: Route<Name> }> } = {
  home: Choosing,
  guide: Choosing,
  settlements: Choosing,
  settlement: Choosing,
  service: Choosing,
  start: Choosing,
  loggedOut: Choosing,
  loginFailed: Choosing,
  calculator: CalculatorPage,
  cases: CaseListPage,
  case: CasePage,
  submitted: SubmittedPage,
  form: FormArea,
  check: FormArea,
  formPage: FormArea,
  localForm: LocalFormArea,
  localCheck: LocalFormArea,
  localPage: LocalFormArea,
  account: AccountArea,
  sessions: AccountArea,
  accountPart: AccountArea,
  deleteAccount: AccountArea,
  verifyEmail: VerifyEmailPage,
  capacity: ActingArea,
  documentCapacity: ActingArea,
  mandates: ActingArea,
  grantMandate: ActingArea,
  mandateGranted: ActingArea,
  office: OfficeArea,
  officeOverview: OfficeArea,
  officeSearch: OfficeArea,
  officeBooks: OfficeArea,
  officeList: OfficeArea,
  officeCase: OfficeArea,
};

const PageOf = <Name extends RouteName>({ route }: { route: Route<Name> }) => {
  const Area: FunctionComponent<{ route: Route<Name> }> = pages[route.name];
  return <Area route={route} />;
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
  return <Fragment key={keyOf(route, path)}>{route ? <PageOf route={route} /> : <NotFoundPage />}</Fragment>;
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
