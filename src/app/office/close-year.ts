import { mayCloseBooks } from "../../domain/office/permissions.ts";
import type { BookAddress } from "../../domain/registry/book.ts";
import { failure, type Result } from "../../domain/result.ts";
import type { OfficeDirectory } from "../catalogue/ports.ts";
import { closeBook, type CloseBookDependencies, type ClosedBook } from "../registry/close-book.ts";
import type { BookStore } from "../registry/ports.ts";
import { verifyBook } from "../registry/verify-book.ts";
import { type Clerk, findPost, type NotAClerk } from "./clerk.ts";
import type { PostReader } from "./ports.ts";

export interface CloseYearDependencies extends CloseBookDependencies {
  posts: Pick<PostReader, "find">;
  offices: OfficeDirectory;
  books: BookStore;
}

/**
 * The head of the office closes the book of a year that is over. The book is proven first; one that is broken is not closed,
 * and throws: that is for the operator to look at.
 */
export const closeYear = async (
  dependencies: CloseYearDependencies,
  clerk: Clerk,
  { book, year }: Pick<BookAddress, "book" | "year">,
): Promise<
  Result<ClosedBook, NotAClerk | { code: "not-found" | "not-permitted" | "wrong-state" | "too-busy" }>
> => {
  const post = await findPost(dependencies.posts, clerk);
  if (!post.ok) return post;
  if (!mayCloseBooks(post.value)) return failure({ code: "not-permitted" });
  const office = await dependencies.offices.currentOffice(clerk.office);
  if (!office?.books.some(({ id }) => id === book)) return failure({ code: "not-found" });
  const address = { office: clerk.office, book, year };
  const { counter, fault } = await verifyBook(dependencies, address);
  if (fault) throw new Error(`Registry book ${book}/${year} is broken: ${fault.fault} at ${fault.sequence}`);
  if (!counter) return failure({ code: "not-found" });
  return closeBook(dependencies, { address, by: post.value.name });
};
