import { useLanguage } from "../language.ts";

/** They come with the few pages where one learns where to pay, in all languages at once. */
const texts = {
  hu: {
    title: "Hová kell fizetni?",
    text: "Az önkormányzat számlái. Csak arra fizessen, amelyikre az ügye szerint kell.",
  },
  en: {
    title: "Where to pay",
    text: "Accounts of the local government. Pay only to the one that belongs to your case.",
  },
};

export const usePaymentMessages = () => texts[useLanguage()];
