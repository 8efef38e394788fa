/** What the sign-up says, in English. */

export interface SignupTexts {
  [text: string]: string | ((...values: never[]) => string);
  join: string;
  route: string;
  place: string;
  placeHelp: string;
  register: string;
  registerHelp: string;
  invited: string;
  accept: (circle: string) => string;
  acceptHelp: string;
  decline: string;
  circle: string;
  circleName: string;
  colleagues: string;
  colleaguesHelp: (min: number, max: number) => string;
  platform: string;
  link: string;
  linkHelp: string;
  needLink: string;
  needColleagues: (min: number, max: number, count: number) => string;
  before: string;
  seen: string;
  recorded: string;
  leaving: string;
  notSaid: string;
  you: string;
  name: string;
  email: string;
  emailWhy: string;
  times: string;
  timesHelp: string;
  timesOfCircle: string;
  timesJoined: string;
  inZone: (zone: string) => string;
  otherZone: (here: string, there: string) => string;
  there: (time: string, zone: string) => string;
  zoneVaries: (zone: string) => string;
  weeksAway: string;
  weeksAwayHelp: string;
  weekOf: (day: string) => string;
  chosen: (count: number) => string;
  ics: string;
  icsReading: string;
  icsHelp: string;
  icsDone: string;
  icsThin: (weeks: number, of: number) => string;
  icsFull: string;
  icsOutside: (name: string, from: string, to: string) => string;
  icsUndo: string;
  icsUndone: string;
  icsShare: string;
  icsFailed: (name: string) => string;
  icsNotLoaded: string;
  icsWeeks: (taken: number, of: number) => string;
  moreTimes: string;
  week: string;
  time: string;
  gridHelp: string;
  paintByTouch: string;
  how: string;
  talk: string;
  talkHelp: string;
  text: string;
  textHelp: string;
  either: string;
  eitherHelp: string;
  peers: string;
  peersHelp: string;
  choose: string;
  matters: string;
  lead: string;
  leadHelp: string;
  apart: string;
  apartHelp: string;
  notWith: string;
  notWithHelp: string;
  optional: string;
  required: string;
  send: string;
  sending: string;
  offline: string;
  online: string;
  refused: string;
  sentBefore: (when: string) => string;
  arrived: string;
  thanks: (name: string) => string;
  thanksHelp: string;
  nextPlaced: (email: string) => string;
  nextRegistered: (email: string) => string;
  nextJoined: (circle: string, email: string) => string;
  change: string;
  needName: string;
  needEmail: string;
  needTimes: string;
  needValue: (name: string) => string;
  keptHere: string;
  unkept: string;
  otherTab: string;
  notKept: string;
  loading: string;
  unreadable: string;
  again: string;
}

export const en: SignupTexts = {
  join: "Join a circle",
  invited: "A colleague invites you",
  accept: (circle) => `Join ${circle}`,
  acceptHelp: "You are listed in it once you sign up, not before",
  decline: "Find me another circle",
  route: "Do you have a circle already?",
  place: "Find me a circle",
  placeHelp: "With people who are peers to you, at a time that suits",
  register: "Register my own circle",
  registerHelp: "You lead it, and name colleagues who want to join",
  circle: "Your circle",
  circleName: "What shall it be called?",
  colleagues: "Your colleagues",
  colleaguesHelp: (min: number, max: number) =>
    `${min} to ${max} of them, by name or e-mail address: each on a line, or with commas between. They are invited, and listed only once they accept.`,
  platform: "Where will you meet?",
  link: "Link to join",
  linkHelp: "Only your circle sees it.",
  needLink: "Write a web address that begins with https://.",
  needColleagues: (min: number, max: number, count: number) => `Name ${min} to ${max} colleagues; there are ${count} now. Write each on a line, or put commas between.`,
  before: "Before you start",
  seen: "Who sees this",
  recorded: "Recording",
  leaving: "Leaving",
  notSaid: "The organiser has not said. Ask before you sign up.",
  you: "You",
  name: "Name",
  email: "E-mail",
  emailWhy: "Your invitation goes here.",
  times: "When could you meet?",
  timesHelp: "Tap every time that usually suits you. The more you tap, the easier it is to find you a circle.",
  timesOfCircle: "Tap the times at which your circle could meet. Colleagues who accept and say no times take these.",
  timesJoined: "The circle that you join has its own time. Tap others only where you want them known.",
  inZone: (zone: string) => `Times are in ${zone} time.`,
  otherZone: (here: string, there: string) => `Times are in your own time (${here}); the programme’s is that of ${there}.`,
  there: (time: string, zone: string) => `${time} in ${zone}`,
  zoneVaries: (zone: string) => `Circles keep the time of ${zone}: where clocks change on other days, they meet an hour off for you for some weeks.`,
  weeksAway: "Weeks when you cannot come",
  weeksAwayHelp: "On call, on leave: tap the weeks in which you could not come at all. The organiser sees the weeks, and no reason.",
  weekOf: (day: string) => `Week of ${day}`,
  chosen: (count: number) => (count === 1 ? "1 time chosen" : `${count} times chosen`),
  ics: "Fill in from my calendar (.ics)",
  icsReading: "Reading …",
  icsHelp: "Or drop the file here. It is read on this device and goes nowhere.",
  icsDone: "Times that your calendar leaves free in most weeks are marked. What you tapped yourself stays. Look through them: you know better.",
  icsThin: (weeks: number, of: number) => `There is something in it in ${weeks} of ${of} weeks only.`,
  icsFull: "Your calendar leaves no other time free in most weeks. Nothing was changed.",
  icsOutside: (name: string, from: string, to: string) => `Nothing in ${name} takes up your time from ${from} to ${to}. Nothing was changed.`,
  icsUndo: "Take these marks back",
  icsUndone: "What your calendar had marked was taken back.",
  icsShare: "Tell the organiser in which weeks I am busy: dates and hours, never what for",
  icsFailed: (name: string) => `${name} is not a calendar file that can be read. Nothing was changed.`,
  icsNotLoaded: "What reads calendar files could not be loaded. Nothing was changed; try again when there is a network.",
  icsWeeks: (taken: number, of: number) => `busy in ${taken} of ${of} weeks`,
  moreTimes: "Mark other times in a week",
  week: "Your week",
  time: "Time",
  gridHelp: "Tap or drag to mark when you are free. By keyboard: arrows move, Space marks, Shift with an arrow carries on.",
  paintByTouch: "Paint with a finger (switch off to scroll)",
  how: "How would you like to meet?",
  talk: "Talk",
  talkHelp: "Live, at a time that you share",
  text: "Text",
  textHelp: "In a secure chat, when it suits you",
  either: "Either",
  eitherHelp: "I am happy with both",
  peers: "Who is a peer to you?",
  peersHelp: "Fill in what you like, and tick what you would like to have in common with your circle.",
  choose: "Choose",
  matters: "Matters to me",
  lead: "I could lead a circle",
  leadHelp: "Leaders make sure that everybody first meets, and start the discussion.",
  apart: "Is there anybody you would rather not meet in a circle?",
  apartHelp: "No member ever sees this. The organiser's file holds it, so that you are kept apart. One name or e-mail address a line.",
  notWith: "Rather not with",
  notWithHelp: "No member ever sees this.",
  optional: "optional",
  required: "required",
  send: "Sign me up",
  sending: "Sending …",
  offline: "There is no network: nothing was sent. Your answers are still here; send them when it is back.",
  online: "The network is back. Your answers are still here: you can send them now.",
  refused: "That could not be sent. Your answers are still here; please try again.",
  sentBefore: (when: string) => `You sent these answers on ${when}. If they did not arrive, send them again; otherwise they need not be kept here.`,
  arrived: "They arrived: forget them",
  thanks: (name: string) => `Thank you, ${name}.`,
  thanksHelp: "These are your answers.",
  nextPlaced: (email: string) => `What comes next: the organiser forms the circles, and you hear of yours at ${email}.`,
  nextRegistered: (email: string) => `What comes next: your colleagues are invited, and you hear of your circle at ${email}.`,
  nextJoined: (circle: string, email: string) => `What comes next: the organiser lists you in ${circle}, and you hear of its sessions at ${email}.`,
  change: "Change my answers",
  needName: "Write your name.",
  needEmail: "Write an e-mail address, such as name@example.org.",
  needTimes: "Tap at least one time, or choose Text.",
  needValue: (name: string) => `Fill in: ${name}.`,
  keptHere: "What you enter is kept in this browser until it has arrived.",
  unkept: "What you enter is not kept: send it before you leave this page.",
  otherTab: "Another tab has changed this sign-up. Nothing was overwritten; from now on nothing more is kept here. Reload to see the other one.",
  notKept: "This browser does not keep what you enter: send it before you close the page.",
  loading: "Loading …",
  unreadable: "The programme could not be loaded.",
  again: "Try again",
};
