/** Storage that never throws: a browser may forbid it or run out of room, and the portal works without. */
export interface TextStorage {
  read: (key: string) => string | undefined;
  /** False where nothing could be kept. */
  write: (key: string, value: string) => boolean;
  remove: (key: string) => void;
  keys: () => readonly string[];
}

const wrap = (open: () => Storage): TextStorage => {
  const attempt = <T>(action: (storage: Storage) => T, otherwise: T): T => {
    try {
      return action(open());
    } catch {
      return otherwise;
    }
  };
  return {
    read: (key) => attempt((storage) => storage.getItem(key) ?? undefined, undefined),
    write: (key, value) =>
      attempt((storage) => {
        storage.setItem(key, value);
        return true;
      }, false),
    remove: (key) => attempt((storage) => storage.removeItem(key), undefined),
    keys: () => attempt((storage) => Object.keys(storage), []),
  };
};

/** Preferences: no personal data, kept between visits. */
export const preferences = wrap(() => window.localStorage);
/** Of this tab only, and gone with it: the place for what a person typed. */
export const tabStorage = wrap(() => window.sessionStorage);
