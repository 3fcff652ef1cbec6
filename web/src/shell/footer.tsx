import { useMessages } from "../language.ts";
import { pathTo } from "../routes.ts";

export const Footer = () => {
  const messages = useMessages();
  const links = [
    { href: pathTo("home"), text: messages.portal.home },
    { href: pathTo("settlements"), text: messages.portal.allSettlements },
    { href: pathTo("cases"), text: messages.portal.cases },
    { href: pathTo("account"), text: messages.pageNames.account },
    { href: pathTo("guide"), text: messages.portal.guide },
  ];
  return (
    <footer class="footer no-print">
      <div class="container footer__row">
        <div class="footer__about">
          <p>
            <strong>{messages.portal.name}</strong>
          </p>
          <p>{messages.portal.footerAbout}</p>
          <p>{messages.portal.footerLogout}</p>
        </div>
        <nav aria-label={messages.portal.footerLinks}>
          <ul class="footer__links">
            {links.map(({ href, text }) => (
              <li key={href}>
                <a class="ds-link" href={href}>
                  {text}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </footer>
  );
};
