import type { TroubleKind } from '../data/trouble.js';
import type { ProofState } from '../data/verification.js';
import type { InEach } from './languages.js';

/** What is said when something is wrong, or may be. */
export interface TroubleLabels {
  readonly trouble: Readonly<Record<TroubleKind, readonly [title: string, hint: string]>>;
  readonly retry: string;
  readonly requestId: string;
  readonly proof: Readonly<Record<ProofState, readonly [title: string, hint: string]>>;
  readonly verifyAll: string;
  readonly verifyYourself: string;
}

export const troubleLabels: InEach<TroubleLabels> = {
  trouble: {
    signIn: [
      ['You are not signed in', 'Sign in again, then reload.'],
      ['La sesión no está iniciada', 'Inicie sesión de nuevo y vuelva a cargar.'],
      ['Vous n’êtes pas connecté', 'Reconnectez-vous, puis rechargez.'],
      ['A sessão não foi iniciada', 'Entre novamente e depois recarregue.'],
      ['Sie sind nicht angemeldet', 'Melden Sie sich neu an und laden Sie dann neu.'],
    ],
    refused: [
      ['You may not see this history', 'Ask an administrator for the right to read it.'],
      ['No tiene permiso para ver este historial', 'Pida el permiso de lectura a un administrador.'],
      ['Vous ne pouvez pas voir cet historique', 'Demandez le droit de le lire à un administrateur.'],
      ['Sem permissão para ver este histórico', 'Peça a um administrador o direito de lê-lo.'],
      ['Sie dürfen diesen Verlauf nicht sehen', 'Bitten Sie die Administration um das Recht, ihn zu lesen.'],
    ],
    gone: [
      ['This history is not there', 'It was removed, or you may not see it. Check the address.'],
      ['Este historial no existe', 'Se eliminó o no tiene permiso para verlo. Compruebe la dirección.'],
      ['Cet historique n’existe pas', 'Il a été retiré, ou il vous est caché. Vérifiez l’adresse.'],
      [
        'Este histórico não existe',
        'Foi removido ou você não tem permissão para vê-lo. Verifique o endereço.',
      ],
      [
        'Diesen Verlauf gibt es nicht',
        'Er wurde entfernt, oder Sie dürfen ihn nicht sehen. Prüfen Sie die Adresse.',
      ],
    ],
    invalid: [
      ['This cannot be shown', 'Remove the filter that is named below.'],
      ['Esto no se puede mostrar', 'Quite el filtro que se indica abajo.'],
      ['Ceci ne peut pas être affiché', 'Retirez le filtre indiqué ci-dessous.'],
      ['Não é possível mostrar isto', 'Remova o filtro indicado abaixo.'],
      ['Das lässt sich nicht zeigen', 'Entfernen Sie den unten genannten Filter.'],
    ],
    busy: [
      ['Too many requests', 'Wait a moment, then try again.'],
      ['Demasiadas peticiones', 'Espere un momento e inténtelo de nuevo.'],
      ['Trop de demandes', 'Attendez un instant, puis réessayez.'],
      ['Solicitações demais', 'Espere um momento e tente novamente.'],
      ['Zu viele Anfragen', 'Warten Sie einen Moment und versuchen Sie es dann erneut.'],
    ],
    offline: [
      ['No connection', 'Check your network. It goes on by itself when it is back.'],
      ['Sin conexión', 'Compruebe la red. Continuará por sí solo cuando vuelva.'],
      ['Pas de connexion', 'Vérifiez votre réseau. La suite viendra d’elle-même à son retour.'],
      ['Sem conexão', 'Verifique a rede. Continua por si só quando ela voltar.'],
      ['Keine Verbindung', 'Prüfen Sie Ihr Netz. Danach geht es von selbst weiter.'],
    ],
    failed: [
      ['The history cannot be read just now', 'Try again. If it stays so, tell an administrator.'],
      [
        'El historial no se puede leer ahora mismo',
        'Inténtelo de nuevo. Si el problema persiste, avise a un administrador.',
      ],
      [
        'L’historique est illisible pour l’instant',
        'Réessayez. Si cela persiste, prévenez un administrateur.',
      ],
      [
        'Não é possível ler o histórico agora',
        'Tente novamente. Se continuar assim, avise um administrador.',
      ],
      [
        'Der Verlauf ist gerade nicht lesbar',
        'Versuchen Sie es erneut. Bleibt es dabei, verständigen Sie die Administration.',
      ],
    ],
  },
  retry: ['Try again', 'Reintentar', 'Réessayer', 'Tentar novamente', 'Erneut versuchen'],
  requestId: ['Request', 'Petición', 'Demande', 'Solicitação', 'Anfrage'],
  proof: {
    verified: [
      ['Verified', 'Every entry is as it was recorded.'],
      ['Verificado', 'Cada entrada está como se registró.'],
      ['Vérifié', 'Chaque entrée est telle qu’elle a été enregistrée.'],
      ['Verificado', 'Cada entrada está como foi registada.'],
      ['Geprüft', 'Jeder Eintrag ist, wie er aufgezeichnet wurde.'],
    ],
    unverified: [
      ['Not verified yet', 'Not every entry has been checked.'],
      ['Aún sin verificar', 'No se han comprobado todas las entradas.'],
      ['Pas encore vérifié', 'Toutes les entrées n’ont pas été contrôlées.'],
      ['Ainda não verificado', 'Nem todas as entradas foram verificadas.'],
      ['Noch nicht geprüft', 'Nicht alle Einträge wurden geprüft.'],
    ],
    broken: [
      ['Not intact', 'Entries were changed or removed. Tell an administrator.'],
      ['No íntegro', 'Hay entradas cambiadas o eliminadas. Avise a un administrador.'],
      ['Non intègre', 'Des entrées ont été modifiées ou supprimées. Prévenez un administrateur.'],
      ['Não íntegro', 'Há entradas alteradas ou removidas. Avise um administrador.'],
      ['Nicht unversehrt', 'Einträge wurden geändert oder entfernt. Verständigen Sie die Administration.'],
    ],
  },
  verifyAll: ['Check all', 'Comprobar todo', 'Tout contrôler', 'Verificar tudo', 'Alle prüfen'],
  verifyYourself: [
    'Check it yourself, with the key (VKEY) that you were given:',
    'Compruébelo por su cuenta, con la clave (VKEY) que le dieron:',
    'Contrôlez vous-même, avec la clé (VKEY) que l’on vous a donnée :',
    'Verifique por si, com a chave (VKEY) que lhe deram:',
    'Selbst prüfen, mit dem Schlüssel (VKEY), den man Ihnen gegeben hat:',
  ],
};
