/** In whose name something is done: what many pages say. */
export const actingHu = {
  kinds: {
    "own-name": "Saját néven (magánszemélyként)",
    "sole-trader": "Saját néven, egyéni vállalkozóként",
    "natural-person": "Más természetes személy nevében",
    company: "Gazdálkodó szervezet nevében",
    institution: "Intézmény nevében",
  },
  bases: {
    self: "saját jogon",
    statutory: "törvényes képviselőként, a nyilvántartás alapján",
    mandate: "a portálon adott meghatalmazás alapján",
    document: "feltöltött meghatalmazással",
  },
  taxNumber: "adószám: {number}",
  shortName: "rövid név: {name}",
  submitOnly: "csak beküldés",
  submitOnlyTitle: "Így csak beküldeni lehet",
  submitOnlyText:
    "A feltöltött meghatalmazást a hivatal a beadvánnyal együtt vizsgálja meg. Addig a portál nem tudja ellenőrizni, ezért a képviselt ügyeit nem mutatja meg Önnek: sem a listát, sem a beküldött ügyeket. Az érkeztetési számot beküldéskor megkapja; jegyezze fel. Ha félbehagy egy űrlapot, mentse el az oldal címét: csak azon tudja folytatni, ugyanebben a szerepkörben.",
  casesOf: "{name} ügyei",
  casesOfLead: "{name} megkezdett űrlapjai és beküldött ügyei, a legújabb elöl.",
  scopedCases: "A meghatalmazása nem mindenre terjed ki; csak azokat az ügyeket látja, amelyekre igen.",
  switchLink: "Szerepkörváltás",
  startsInName: "Kinek a nevében",
  cannotListTitle: "Ebben a szerepkörben nem láthatja az ügyeket",
  cannotListText:
    "Feltöltött meghatalmazással jár el a következő nevében: {name}. Így űrlapot tölthet ki és küldhet be, de a képviselt ügyeit nem nézheti meg. Az ügy állását a képviselt maga követheti, vagy Ön, ha a portálon meghatalmazást kap tőle.",
  actedTitle: "Ki járt el",
  actor: "Eljárt",
  inNameOf: "Kinek a nevében",
  basis: "Milyen alapon",
} as const;
