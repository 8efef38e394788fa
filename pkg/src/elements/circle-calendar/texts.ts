/** What the calendar says, in English; other languages have the same keys. */

export const en = {
  empty: "There is no meeting plan here yet.",
  loading: "Loading …",
  notLoaded: "The meeting plan could not be loaded.",
  next: "Next meeting",
  thisWeek: "Topic of the week",
  over: "The term is over. Thank you for having been part of it.",
  inZone: (zone: string) => `in your time (${zone})`,
  there: (time: string, zone: string) => `${time} in ${zone}`,
  until: (day: string) => `until ${day}`,
  join: "Join",
  at: (platform: string) => `On ${platform}`,
  prompts: "Questions to start from",
  agenda: "A possible hour; change it as you like",
  minutes: (count: number) => `${count} min`,
  openTopic: "Open conversation",
  notYet: (day: string) => `The topic comes on ${day}.`,
  cannot: "I can’t make it",
  can: "I can make it after all",
  noted: "Noted: you can’t make this one.",
  takenBack: "Noted: you will be there.",
  quorum: (count: number) => `Only ${count} could come. Your leader may want to move it.`,
  share: "Copy the prompt",
  copied: "The prompt was copied.",
  addToCalendar: "Add to calendar (.ics)",
  saved: (name: string) => `${name} was saved.`,
  failed: "That did not work.",
  list: "List",
  month: "Month",
  view: "View",
  all: "All meetings",
  previousMonth: "Previous month",
  nextMonth: "Next month",
  past: "past",
  moved: "moved",
  cancelled: "does not take place",
  leader: "leader",
  members: "With",
  skipped: (day: string, name: string) => `${day}: no meeting (${name})`,
} as const;

/** The sentences of the calendar. */
export type CalendarTexts = {
  [K in keyof typeof en]: (typeof en)[K] extends (...values: infer V) => string ? (...values: V) => string : string;
};
