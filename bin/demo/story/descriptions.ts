/** What the case's description was, and what it became twice: long enough that one wants to see what has changed. */
export const DESCRIPTIONS = {
  first: `Three mailboxes in Finance received a fake invoice that links to a newly registered domain. The sender poses as a supplier we pay every month and asks for the bank details on file to be confirmed before Friday.

The link leads to a copy of our sign-in page. We do not know yet whether anybody has entered a password there.`,

  second: `Three mailboxes in Finance received a fake invoice that links to a newly registered domain, facturas-pago.example. The sender poses as a supplier we pay every month and asks for the bank details on file to be changed before Friday. The mails passed SPF, because the domain was registered for this very purpose four days ago.

The link leads to a copy of our sign-in page. One of the three recipients opened it on FIN-WS-114 and entered a password at 09:12; the proxy has the request, and the session that followed came from 203.0.113.77. The password was reset and all sessions were ended within 25 minutes. The two others deleted the mail without opening it.

Impact so far: one mailbox was read for 25 minutes, no forwarding rule was left behind, and no payment has gone out to the new account. Two payment runs of this week are on hold until Finance has confirmed every changed account by telephone.

Next: block the domain and its neighbours, search all mailboxes for the same template, and look at FIN-WS-114 for anything that was left behind.`,

  third: `Fourteen mailboxes in Finance and Purchasing received a fake invoice in two waves. The links lead to two newly registered domains, facturas-pago.example and facturas-pagos.example. The sender poses as a supplier we pay every month and asks for the bank details on file to be changed before Friday. The mails passed SPF, because the domains were registered for this very purpose four days before the first wave.

The links lead to a copy of our sign-in page. One recipient of the first wave opened it on FIN-WS-114 and entered a password at 09:12; the proxy has the request, and the session that followed came from 203.0.113.77. The password was reset and all sessions were ended within 25 minutes. Nobody who received the second wave opened the link: all eleven mails were pulled back before anyone had read them.

Impact: one mailbox was read for 25 minutes, and a list of open invoices was downloaded from it, which is how the second wave knew our order numbers. No forwarding rule was left behind. One payment of 18,400 EUR had gone out to the new account on the first day; the bank has stopped it and the money is on its way back.

Next: tell the supplier that its name is being used, keep both domains and the sender's template blocked at the gateway, and rehearse the call-back rule for changed accounts with Purchasing.`,
} as const;
