/** Short names people know for the types the portal accepts (src/domain/case/file-type.ts). */
const names: Readonly<Record<string, string>> = {
  "application/pdf": "PDF",
  "image/jpeg": "JPG",
  "image/png": "PNG",
};

/** `PDF, JPG, PNG` */
export const fileTypeNames = (contentTypes: readonly string[]): string =>
  contentTypes.map((type) => names[type] ?? (type.split("/").at(-1) ?? type).toUpperCase()).join(", ");

const typesByEnding = new Map(Object.entries(names).map(([type, name]) => [name.toLowerCase(), type]));

/** What the browser says the file is; by its ending where it says nothing. The server looks at the content. */
export const contentTypeOf = (file: Pick<File, "name" | "type">): string => {
  if (file.type) return file.type;
  const ending = file.name.split(".").at(-1)?.toLowerCase() ?? "";
  return typesByEnding.get(ending === "jpeg" ? "jpg" : ending) ?? "";
};
