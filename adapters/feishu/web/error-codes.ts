import type { Disposition, RoomLoss } from '#ports/messenger.ts';

/**
 * What a code means for a delivery. `limited`, `busy`: refused before doing anything, by a limit of the app or of
 * one chat, message or group. `token`: the tenant token is not good any more.
 */
export type Verdict = Exclude<Disposition, 'room-lost'> | 'limited' | 'busy' | 'token' | RoomLoss;

const LIMITED = '1063006 99991400';

/** 230020 messages of a chat, 230047 and 230048 pins, 232019 changes of a group. */
const BUSY = '230020 230047 230048 232019';

const TOKEN = '99991661 99991663 99991664 99991668 99991671 99991677';

/** Something broke, or the same is being done already; part of it may have been done. */
const RETRY = `
  40003 121001 230049 231015 232068 1066001 1066002 1770036 1771001 1771002 1771003 1771004 1771005 1771006
  1061001 1470422 1470500
`;

/** App, permission, plan or a setting of the tenant: nothing helps until an administrator acts. */
const REAUTHORISE = `
  10003 10014 230006 230027 230036 232014 232025 232033 232034 1772004 1772025 1772034
  99991401 99991403 99991662 99991665 99991672 99991673 99991676 99991679
`;

/** The message can't be changed or replied to any more; the card itself may still be wanted. */
const GONE = '230009 230011 230031 230110 230111 231003 99992354';

const REMOVED = '230002 232011 1772003';
const DELETED = '230045 231004 232006 232009 99992356';

/** Asking again gives the same answer: a wrong argument, somebody who can't be reached, what is not allowed here. */
const GIVE_UP = `
  10002 11310 11311 18051 40001 41012 41050 100000 100030 100290 121002 121003 121004 121005
  123002 123003 123004 123006 200000 200310 200320 200380 300020 300030 300040 300090
  230001 230012 230013 230015 230017 230018 230019 230022 230023 230024 230025 230026 230028 230029
  230034 230035 230038 230046 230050 230052 230053 230054 230055 230071 230072 230073 230074 230075
  230098 230099 231001 231002 231005 231006 231007 231008 231010 231011 231012 231013 231014
  231017 231018 231019 231020 231021 231022 231203 231204
  232001 232002 232003 232004 232007 232008 232010 232012 232013 232016 232017 232018 232020 232021 232022 232023
  232024 232026 232027 232028 232029 232030 232031 232032 232035 232037 232041 232042 232043 232044
  232046 232047 232048 232049 232050 232051 232055 232056 232057 232066 232069 232076 232078 232079 232090 232091
  232093 232095 232097
  1061002 1061003 1061004 1061005 1061007 1063001 1063002 1063003 1063004 1063005 1064001
  1470400 1470403 1470404 1470610 1470611
  1770001 1770002 1770003 1770004 1770005 1770006 1770007 1770008 1770010 1770011 1770012
  1770013 1770014 1770015 1770019 1770020 1770021 1770022 1770024 1770025 1770026 1770027
  1770028 1770029 1770030 1770031 1770032 1770033 1770034 1770035 1770037 1770038 1770039
  1770040 1770041
  1772001 1772002 1772005 1772006
  99991201 99991300 99991301 99991501 99991503 99991543 99991611 99991612 99991621 99991622
  99991631 99991632 99991641 99991642 99991643 99991644 99991645 99991669 99991670 99991674
  99991675 99991681 99991691 99991692 99991693
  99992351 99992352 99992353 99992355 99992357 99992358 99992359 99992360 99992361 99992363
  99992364 99992370 99992375 99992376 99992378 99992379 99992380 99992381 99992402 99992500
  99992501 99993201 99993202 99993203
`;

const listed = (codes: string, verdict: Verdict): readonly (readonly [number, Verdict])[] =>
  codes
    .trim()
    .split(/\s+/u)
    .map((code) => [Number(code), verdict] as const);

/** Every code documented for an API in use, and those of the gateway (open.feishu.cn, server-docs). */
const VERDICTS: ReadonlyMap<number, Verdict> = new Map([
  ...listed(LIMITED, 'limited'),
  ...listed(BUSY, 'busy'),
  ...listed(TOKEN, 'token'),
  ...listed(RETRY, 'retry'),
  ...listed(REAUTHORISE, 'reauthorise'),
  ...listed(GONE, 'gone'),
  ...listed(REMOVED, 'removed'),
  ...listed(DELETED, 'deleted'),
  ...listed(GIVE_UP, 'give-up'),
]);

const SEND = /^POST \/open-apis\/im\/v1\/messages(?:\/[^/]+\/reply)?$/u;
const CHANGE = /^PATCH \/open-apis\/im\/v1\/messages\/[^/]+$/u;

/** Codes that mean more for one API than in general. */
const IN_API: readonly (readonly [RegExp, ReadonlyMap<number, Verdict>])[] = [
  // A group that is muted for the bot is worth waiting for; a decoration that is not allowed is not.
  [
    SEND,
    new Map([
      [230_018, 'reauthorise'],
      [230_035, 'reauthorise'],
    ]),
  ],
  // A fault of the card is 230099 or 230025: this one says that the message is no card of ours that can be changed.
  [CHANGE, new Map([[230_001, 'gone']])],
];

/** True for the codes that are documented for what is called here. */
export const isDocumented = (code: number): boolean => VERDICTS.has(code);

/** Somebody is pressing a button of this very card: it can be changed again in a moment. */
const CARD_LOCKED = /card action is lock|ErrCode: 200810/u;

/** The verdict on a code of an API (`PATCH /open-apis/im/v1/messages/om_1`); `undefined`: it is not documented. */
export const verdictOn = (api: string, code: number, message: string): Verdict | undefined => {
  if (CARD_LOCKED.test(message)) return 'retry';
  const [, special] = IN_API.find(([shape]) => shape.test(api)) ?? [];
  return special?.get(code) ?? VERDICTS.get(code);
};
