import type { Phase } from '../../domain/ticket.ts';
import type { WireStatus } from './schema.ts';

/**
 * What statuses are called, the first that fits. Their names are free, and an instance has them in its own language: the words are those
 * that Redmine itself seeds an instance with (`default_issue_status_*` in its config/locales), and what teams in English add to them.
 */
const closedWords: readonly (readonly [RegExp, Phase])[] = [
  [
    /reject|cancel|declin|abandon|invalid|duplicat|won'?t|wont|refus|abgewiesen|abgelehnt|storniert|rejet|annul|rechaz|cancela|rifiut|rejeit|rexeit|rebutj|afgewezen|odrzuc|odm[ií]|odbij|zavr|respins|avvis|avslag|afvis|hyl[äa]tty|elutas|отклон|отхв|отказ|відмов|одби|απορρ|redd|却下|拒|거절|ยกเลิก|مرفوض|נדח/,
    'cancelled',
  ],
  [
    /resolv|solved|fixed|done|gel[öo]st|r[ée]solu|resuelt|resolt|resolvid|risolt|opgelost|rozwi|vy[rř]e[sš]|re[sš]en|lös|løs|реш|вир[іи]ш|επιλ|解决|解決|해결/,
    'resolved',
  ],
];

const openWords: readonly (readonly [RegExp, Phase])[] = [
  [
    /feedback|wait|await|pending|hold|held|stall|block|suspend|paus|defer|r[üu]ckfrage|wart|commentaire|attente|comentari|espera|commenti|attesa|terugkoppel|wacht|odpowied|oczek|tilbakemeld|[åa]terkoppl|palaute|visszajel|povratn|[cč]ek[aá]|a[sș]teapt|отклик|ожид|зв.?яз|връзка|информациј|σχόλ|geribild|フィードバック|反馈|回應|의견|รอ|تغذية|بازخورد|משוב/,
    'waiting',
  ],
  [
    /acknowl|\back\b|triag|assigned|accept|confirm|approv|zugewiesen|best[äa]tigt|akzeptiert|accept[ée]|assign[ée]|aceptad|asignad/,
    'acknowledged',
  ],
  [
    /^(new|open|reported|submitted|neu|offen|nouveau|nuev[oa]|nuovo|nov[aáoýi]|nová|nou|nieuw|nowy|ny|uusi|új|yeni|новая|новый|новий|нова|ново|νέα|新規|新建|新建立|신규|جديد|חדש)(?!\p{L})/u,
    'new',
  ],
];

/**
 * The phase of a status.
 * @param isFirst whether new issues get it. Redmine's own "Resolved" counts as open there until somebody closes it; what it means is resolved.
 */
export function phaseOf({ name, is_closed: isClosed }: WireStatus, isFirst: boolean): Phase {
  const word = name.toLowerCase().trim();
  const ended = closedWords.find(([pattern]) => pattern.test(word))?.[1];
  if (isClosed === true) return ended ?? 'closed';
  if (isFirst) return 'new';
  if (ended === 'resolved') return ended;
  return openWords.find(([pattern]) => pattern.test(word))?.[1] ?? 'in_progress';
}
