/** Id of the element that takes the focus for a field key or for `attachments.<slot>`. */
export const fieldId = (key: string): string => `field-${key.replaceAll(".", "-")}`;
