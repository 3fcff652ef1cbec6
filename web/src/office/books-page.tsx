import { useState } from "preact/hooks";
import type { ApiFailure } from "../api/client.ts";
import { formatDateTime } from "../format/instants.ts";
import { useLanguage } from "../language.ts";
import { useOfficeMessages } from "../messages/office.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Button, LocalText } from "../ui/elements.tsx";
import { FailureNotice, useLoad, WhenLoaded } from "../ui/load.tsx";
import { Outcome } from "../ui/outcome.tsx";
import { type Book, closeBook, readBooks } from "./calls.ts";
import { OfficePage, type OfficePageProps } from "./office-page.tsx";
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from "./table.tsx";

const sameBook = (left: Book, right: Book): boolean => left.id === right.id && left.year === right.year;

interface CloseDialogProps {
  officeId: string;
  book: Book;
  close: (closed?: Book) => void;
}

const CloseDialog = ({ officeId, book, close }: CloseDialogProps) => {
  const { books } = useOfficeMessages();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ApiFailure>();
  const run = async (): Promise<void> => {
    setBusy(true);
    const answer = await closeBook(officeId, book.id, book.year);
    setBusy(false);
    if (!answer.ok) return setFailed(answer.failure);
    close({ ...book, ...answer.value, mayClose: false });
  };
  return (
    <Dialog title={books.closeTitle({ book: book.id, year: String(book.year) })} onEscape={() => close()}>
      <p>{books.closeText}</p>
      {failed && <FailureNotice failure={failed} />}
      <div class="actions">
        <Button variant="secondary" onClick={() => close()}>
          {books.cancel}
        </Button>
        <Button tone="danger" busy={busy} onClick={run}>
          {busy ? books.closing : books.close}
        </Button>
      </div>
    </Dialog>
  );
};

const BookState = ({ book }: { book: Book }) => {
  const { books } = useOfficeMessages();
  const language = useLanguage();
  if (book.closedAt === undefined) return <>{books.open}</>;
  return (
    <>
      {books.closed({ time: formatDateTime(language, book.closedAt) })}
      {book.seal !== undefined && (
        <span class="hint">
          {books.seal}: <code class="seal">{book.seal}</code>
        </span>
      )}
    </>
  );
};

const BookTable = ({ books, ask }: { books: readonly Book[]; ask: (book: Book) => void }) => {
  const { books: texts } = useOfficeMessages();
  const language = useLanguage();
  return (
    <Table caption={texts.caption} hiddenCaption>
      <TableHead>
        <HeadCell>{texts.book}</HeadCell>
        <HeadCell number>{texts.year}</HeadCell>
        <HeadCell number>{texts.cases}</HeadCell>
        <HeadCell number>{texts.entries}</HeadCell>
        <HeadCell>{texts.last}</HeadCell>
        <HeadCell>{texts.state}</HeadCell>
      </TableHead>
      <TableBody>
        {books.map((book) => (
          <TableRow key={`${book.id}/${book.year}`}>
            <Cell header>
              {book.id}
              <span class="hint">
                <LocalText text={book.name} />
              </span>
            </Cell>
            <Cell name={texts.year} number>
              {book.year}
            </Cell>
            <Cell name={texts.cases} number>
              {book.cases.toLocaleString(language)}
            </Cell>
            <Cell name={texts.entries} number>
              {book.entries.toLocaleString(language)}
            </Cell>
            <Cell name={texts.last}>
              {book.lastEntryAt === undefined ? texts.noEntry : formatDateTime(language, book.lastEntryAt)}
            </Cell>
            <Cell name={texts.state}>
              <BookState book={book} />
              {book.mayClose && (
                <Button
                  variant="secondary"
                  size="sm"
                  label={texts.closeLabel({ book: book.id, year: String(book.year) })}
                  onClick={() => ask(book)}
                >
                  {texts.close}
                </Button>
              )}
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
};

const Books = ({ officeId, loaded }: { officeId: string; loaded: readonly Book[] }) => {
  const { books: texts } = useOfficeMessages();
  const [books, setBooks] = useState(loaded);
  const [closing, setClosing] = useState<Book>();
  const [said, setSaid] = useState("");
  const close = (closed?: Book): void => {
    if (closed) {
      setBooks(books.map((book) => (sameBook(book, closed) ? closed : book)));
      setSaid(texts.done({ book: closed.id, year: String(closed.year) }));
    }
    setClosing(undefined);
  };
  const ask = (book: Book): void => {
    setSaid("");
    setClosing(book);
  };
  return (
    <>
      <Outcome text={said} />
      {books.length === 0 ? <p>{texts.none}</p> : <BookTable books={books} ask={ask} />}
      {closing && <CloseDialog officeId={officeId} book={closing} close={close} />}
    </>
  );
};

/** The registry books of the office, year by year. */
export const BooksPage = (props: OfficePageProps) => {
  const { books } = useOfficeMessages();
  const officeId = props.post.office.id;
  const state = useLoad(() => readBooks(officeId), [officeId]);
  return (
    <OfficePage {...props} title={books.title} name={books.title} lead={books.lead}>
      <WhenLoaded state={state}>{(loaded) => <Books officeId={officeId} loaded={loaded.books} />}</WhenLoaded>
    </OfficePage>
  );
};
