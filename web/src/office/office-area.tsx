import { useEffect } from "preact/hooks";
import { navigate } from "../router.ts";
import { pathTo, type Route } from "../routes.ts";
import { useOfficeMessages } from "../messages/office.ts";
import { useLoad, WhenLoaded } from "../ui/load.tsx";
import { ButtonLink, LocalText } from "../ui/elements.tsx";
import { lazy } from "../ui/lazy.tsx";
import { Page } from "../ui/page.tsx";
import { BooksPage } from "./books-page.tsx";
import type { OfficePost } from "./calls.ts";
import { OverviewPage } from "./overview-page.tsx";
import { MissingPage, type OfficePageProps, useRoleNames } from "./office-page.tsx";
import { loadPosts } from "./posts.ts";
import { SearchPage } from "./search-page.tsx";
import { WorklistPage } from "./worklist-page.tsx";
import "../styles/office.css";

/** A case is shown with what forms are made of; the lists go without. */
const OfficeCasePage = lazy(
  () => import("./office-case-page.tsx").then((module) => module.OfficeCasePage),
  ["account", "cases", "office"],
);

type InOffice = Route<"officeOverview" | "officeList" | "officeSearch" | "officeBooks" | "officeCase">;

const NoPost = () => {
  const office = useOfficeMessages();
  return (
    <Page title={office.noPostTitle} name={office.noPostTitle}>
      <p>{office.noPostText}</p>
      <ButtonLink href={pathTo("home")}>{office.citizenSide}</ButtonLink>
    </Page>
  );
};

const Choice = ({ posts }: { posts: readonly OfficePost[] }) => {
  const office = useOfficeMessages();
  const roleNames = useRoleNames();
  return (
    <Page title={office.choose} name={office.choose} lead={office.chooseText}>
      <ul class="choices">
        {posts.map((post) => (
          <li key={post.id}>
            <a class="choice" href={pathTo("officeOverview", { office: post.office.id })}>
              <span class="choice__name">
                <LocalText text={post.office.name} />
              </span>
              <span class="choice__detail">{office.post({ name: post.name, held: roleNames(post) })}</span>
            </a>
          </li>
        ))}
      </ul>
    </Page>
  );
};

/** Somebody with one post has nothing to choose. */
const OnlyOne = ({ post }: { post: OfficePost }) => {
  useEffect(() => navigate(pathTo("officeOverview", { office: post.office.id }), { replace: true }), [post]);
  return null;
};

const PageOf = ({ route, ...shared }: OfficePageProps & { route: InOffice }) => {
  switch (route.name) {
    case "officeList":
      return <WorklistPage {...shared} list={route.params.list} />;
    case "officeCase":
      return <OfficeCasePage {...shared} caseId={route.params.caseId} />;
    case "officeSearch":
      return <SearchPage {...shared} />;
    case "officeBooks":
      return <BooksPage {...shared} />;
    default:
      return <OverviewPage {...shared} />;
  }
};

/** Everything below `/hivatal`: only for people with a post, and only in the offices they have one. */
export const OfficeArea = ({ route }: { route: Route<"office"> | InOffice }) => {
  const office = useOfficeMessages();
  const state = useLoad(loadPosts, []);
  return (
    <WhenLoaded state={state}>
      {(posts) => {
        const [first] = posts;
        if (!first) return <NoPost />;
        if (route.name === "office")
          return posts.length === 1 ? <OnlyOne post={first} /> : <Choice posts={posts} />;
        const post = posts.find((candidate) => candidate.office.id === route.params.office);
        if (!post) return <MissingPage text={office.noPostHere} />;
        return <PageOf route={route} post={post} several={posts.length > 1} />;
      }}
    </WhenLoaded>
  );
};
