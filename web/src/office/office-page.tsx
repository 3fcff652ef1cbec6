import type { ComponentChildren } from "preact";
import { useMessages } from "../language.ts";
import { useOfficeMessages } from "../messages/office.ts";
import { place } from "../router.ts";
import { pathTo } from "../routes.ts";
import { useStore } from "../store.ts";
import { ButtonLink, LocalText } from "../ui/elements.tsx";
import { Page } from "../ui/page.tsx";
import type { OfficePost } from "./calls.ts";

/** What every page of the office gets: the post it is for, and whether the person has others. */
export interface OfficePageProps {
  post: OfficePost;
  several: boolean;
}

/** `iratkezelő, ügyintéző` */
export const useRoleNames = (): ((post: OfficePost) => string) => {
  const { roles } = useOfficeMessages();
  return (post) => post.roles.map((role) => roles[role]).join(", ");
};

const OfficeNavigation = ({ post, several }: OfficePageProps) => {
  const office = useOfficeMessages();
  const { path } = useStore(place);
  const params = { office: post.office.id };
  const links = [
    { href: pathTo("officeOverview", params), text: office.overview },
    { href: pathTo("officeSearch", params), text: office.search.title },
    { href: pathTo("officeBooks", params), text: office.books.title },
    ...(several ? [{ href: pathTo("office"), text: office.otherOffice }] : []),
  ];
  return (
    <nav class="office-menu no-print" aria-label={office.navigation}>
      <ul class="context__links">
        {links.map(({ href, text }) => (
          <li key={href}>
            <a href={href} {...(href === path ? { "aria-current": "page" as const } : {})}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

/** Which office, and who one is there. */
const Where = ({ post }: { post: OfficePost }) => {
  const office = useOfficeMessages();
  const roleNames = useRoleNames();
  return (
    <>
      <LocalText text={post.office.name} /> · {office.post({ name: post.name, held: roleNames(post) })}
    </>
  );
};

interface FrameProps extends OfficePageProps {
  title: ComponentChildren;
  /** The title as plain text. */
  name: string;
  lead?: ComponentChildren;
  above?: ComponentChildren;
  children: ComponentChildren;
}

/** A page of the office: its menu, its name and the post above the heading; as wide as tables need. */
export const OfficePage = ({ post, several, title, name, lead, above, children }: FrameProps) => (
  <Page
    title={title}
    name={name}
    lead={lead}
    wide
    caption={<Where post={post} />}
    above={
      <>
        <OfficeNavigation post={post} several={several} />
        {above}
      </>
    }
  >
    {children}
  </Page>
);

/** What is not there, or not for this post, sounds the same. */
export const MissingPage = ({ text }: { text: string }) => {
  const { notFound } = useMessages();
  const office = useOfficeMessages();
  return (
    <Page title={notFound.title} name={notFound.title}>
      <p>{text}</p>
      <ButtonLink href={pathTo("office")}>{office.title}</ButtonLink>
    </Page>
  );
};
