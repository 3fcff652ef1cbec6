/** Of one account at a time. More browsers than anybody uses, few enough to be listed and ended all at once. */
export const MOST_SESSIONS = 25;
