<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Application</name>
    <message>
        <source>The built-in cluster cannot be started</source>
        <translation>Der eingebaute Cluster lässt sich nicht starten</translation>
    </message>
    <message>
        <source>Mend Everything</source>
        <translation>Alles beheben</translation>
    </message>
    <message>
        <source>Takes every fault off the built-in cluster</source>
        <translation>Nimmt alle Störungen vom eingebauten Cluster</translation>
    </message>
    <message>
        <source>F&amp;aults</source>
        <translation>&amp;Störungen</translation>
    </message>
    <message>
        <source>This is the built-in demonstration cluster: its nodes run inside this program. Use the Faults menu to see what goes wrong and how it shows, and to try other products.</source>
        <translation>Das ist der eingebaute Vorführ-Cluster: Seine Knoten laufen in diesem Programm. Das Menü „Störungen“ zeigt, was schiefgehen kann und wie es aussieht, und wechselt zu anderen Produkten.</translation>
    </message>
    <message>
        <source>All Products in One</source>
        <translation>Alle Produkte zusammen</translation>
    </message>
    <message>
        <source>Product: %1</source>
        <translation>Produkt: %1</translation>
    </message>
    <message>
        <source>Starts the built-in cluster anew as another product</source>
        <translation>Startet den eingebauten Cluster neu als ein anderes Produkt</translation>
    </message>
</context>
<context>
    <name>BeliefMatrix</name>
    <message>
        <source>%1 itself</source>
        <translation>%1 selbst</translation>
    </message>
    <message>
        <source>%1 by its API</source>
        <translation>%1 laut API</translation>
    </message>
    <message>
        <source>%1 by gossip</source>
        <translation>%1 laut Gossip</translation>
    </message>
    <message>
        <source>%1, by its API, %2 ago</source>
        <translation>%1, laut API, vor %2</translation>
    </message>
    <message>
        <source>%1, by gossip, %2 ago</source>
        <translation>%1, laut Gossip, vor %2</translation>
    </message>
    <message>
        <source>%1 and not heard since</source>
        <translation>%1 und seither nicht mehr gelesen</translation>
    </message>
    <message>
        <source>the two differ</source>
        <translation>beide widersprechen sich</translation>
    </message>
    <message>
        <source>Its list is %1 old and could not be read since.</source>
        <translation>Seine Liste ist %1 alt und war seither nicht zu lesen.</translation>
    </message>
    <message>
        <source>Its list is not known.</source>
        <translation>Seine Liste ist nicht bekannt.</translation>
    </message>
    <message>
        <source>unexpected: no node of the file</source>
        <translation>unerwartet: kein Knoten der Datei</translation>
    </message>
    <message>
        <source>itself</source>
        <translation>selbst</translation>
    </message>
    <message>
        <source>API: %1, gossip: %2</source>
        <translation>API: %1, Gossip: %2</translation>
    </message>
    <message>
        <source>%1 (old)</source>
        <translation>%1 (alt)</translation>
    </message>
    <message>
        <source>row sees column</source>
        <translation>Zeile sieht Spalte</translation>
    </message>
</context>
<context>
    <name>CopyText</name>
    <message>
        <source>At</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>No rule has anything to say of it.</source>
        <translation>Keine Regel hat etwas über ihn zu sagen.</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Connected to %1 in %2.</source>
        <translation>Mit %1 in %2 verbunden.</translation>
    </message>
    <message>
        <source>No complete answer: %1</source>
        <translation>Keine vollständige Antwort: %1</translation>
    </message>
    <message>
        <source>… cut here; the whole body has %1 bytes</source>
        <translation>… hier abgeschnitten; der ganze Inhalt hat %1 Bytes</translation>
    </message>
    <message>
        <source>It opened in %1.</source>
        <translation>Er öffnete sich in %1.</translation>
    </message>
    <message>
        <source>The answer has %1 bytes:</source>
        <translation>Die Antwort hat %1 Bytes:</translation>
    </message>
</context>
<context>
    <name>DialogPrompts</name>
    <message>
        <source>Cluster files (*.json)</source>
        <translation>Clusterdateien (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Type the name to go on</source>
        <translation>Zum Fortfahren den Namen eintippen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>%1 files (*.%2)</source>
        <translation>%1-Dateien (*.%2)</translation>
    </message>
    <message>
        <source>Recordings (*.recording)</source>
        <translation>Aufzeichnungen (*.recording)</translation>
    </message>
    <message>
        <source>Cluster files and recordings (*.json *.recording)</source>
        <translation>Clusterdateien und Aufzeichnungen (*.json *.recording)</translation>
    </message>
</context>
<context>
    <name>Faults</name>
    <message>
        <source>Node crashes</source>
        <translation>Knoten stürzt ab</translation>
    </message>
    <message>
        <source>The node refuses connections and leaves its peers&apos; lists.</source>
        <translation>Der Knoten lehnt Verbindungen ab und verschwindet aus den Listen der anderen.</translation>
    </message>
    <message>
        <source>Node hangs</source>
        <translation>Knoten hängt</translation>
    </message>
    <message>
        <source>The node accepts connections and never answers.</source>
        <translation>Der Knoten nimmt Verbindungen an und antwortet nie.</translation>
    </message>
    <message>
        <source>Database unreachable from a node</source>
        <translation>Datenbank von einem Knoten aus unerreichbar</translation>
    </message>
    <message>
        <source>The node calls its database unhealthy; its plain ping stays well.</source>
        <translation>Der Knoten nennt seine Datenbank krank; sein einfacher Ping bleibt gut.</translation>
    </message>
    <message>
        <source>File store unreachable from a node</source>
        <translation>Dateiablage von einem Knoten aus unerreichbar</translation>
    </message>
    <message>
        <source>Goroutines leak</source>
        <translation>Goroutinen laufen davon</translation>
    </message>
    <message>
        <source>The node&apos;s goroutines jump far above its peers&apos; and go on climbing.</source>
        <translation>Die Goroutinen des Knotens springen weit über die der anderen und steigen weiter.</translation>
    </message>
    <message>
        <source>Goroutines over the threshold</source>
        <translation>Goroutinen über der Schwelle</translation>
    </message>
    <message>
        <source>The node calls itself unhealthy while database and file store are fine.</source>
        <translation>Der Knoten nennt sich krank, während Datenbank und Dateiablage in Ordnung sind.</translation>
    </message>
    <message>
        <source>Node runs another version</source>
        <translation>Knoten läuft mit anderer Version</translation>
    </message>
    <message>
        <source>The node runs 5.36.1: more failing requests and far more goroutines than its peers.</source>
        <translation>Der Knoten läuft mit 5.36.1: mehr fehlgeschlagene Anfragen und weit mehr Goroutinen als die anderen.</translation>
    </message>
    <message>
        <source>Configuration differs</source>
        <translation>Konfiguration weicht ab</translation>
    </message>
    <message>
        <source>The node&apos;s configuration hash and three of its settings differ.</source>
        <translation>Der Konfigurations-Hash des Knotens und drei seiner Einstellungen weichen ab.</translation>
    </message>
    <message>
        <source>Configuration differs in a secret</source>
        <translation>Konfiguration weicht in einem Geheimnis ab</translation>
    </message>
    <message>
        <source>The node&apos;s configuration hash differs; everything that can be read is equal.</source>
        <translation>Der Konfigurations-Hash des Knotens weicht ab; alles Lesbare ist gleich.</translation>
    </message>
    <message>
        <source>Cluster splits</source>
        <translation>Cluster spaltet sich</translation>
    </message>
    <message>
        <source>The nodes form two islands: each lists only its own members.</source>
        <translation>Die Knoten bilden zwei Inseln: Jede nennt nur ihre eigenen Mitglieder.</translation>
    </message>
    <message>
        <source>Clock is off</source>
        <translation>Uhr geht falsch</translation>
    </message>
    <message>
        <source>The node&apos;s clock is 90 seconds ahead.</source>
        <translation>Die Uhr des Knotens geht 90 Sekunden vor.</translation>
    </message>
    <message>
        <source>Proxy answers 502</source>
        <translation>Proxy antwortet 502</translation>
    </message>
    <message>
        <source>The proxy reaches no node; the nodes are fine.</source>
        <translation>Der Proxy erreicht keinen Knoten; den Knoten geht es gut.</translation>
    </message>
    <message>
        <source>Node is slow</source>
        <translation>Knoten ist langsam</translation>
    </message>
    <message>
        <source>The node takes 2.4 seconds for each answer.</source>
        <translation>Der Knoten braucht 2,4 Sekunden für jede Antwort.</translation>
    </message>
    <message>
        <source>Answers are cut short</source>
        <translation>Antworten brechen ab</translation>
    </message>
    <message>
        <source>The node&apos;s JSON ends in the middle.</source>
        <translation>Das JSON des Knotens endet mittendrin.</translation>
    </message>
    <message>
        <source>Node limits the rate</source>
        <translation>Knoten begrenzt die Rate</translation>
    </message>
    <message>
        <source>The node answers 429 to every request.</source>
        <translation>Der Knoten antwortet 429 auf jede Anfrage.</translation>
    </message>
    <message>
        <source>Token lacks a permission</source>
        <translation>Dem Token fehlt ein Recht</translation>
    </message>
    <message>
        <source>The node answers 403 to what needs a permission.</source>
        <translation>Der Knoten antwortet 403 auf alles, was ein Recht braucht.</translation>
    </message>
    <message>
        <source>Token is not accepted</source>
        <translation>Token wird nicht angenommen</translation>
    </message>
    <message>
        <source>The node answers 401 to the token.</source>
        <translation>Der Knoten antwortet 401 auf das Token.</translation>
    </message>
    <message>
        <source>The node calls its file store unhealthy when asked thoroughly, once a minute.</source>
        <translation>Der Knoten nennt seine Dateiablage krank, wenn er gründlich gefragt wird, einmal in der Minute.</translation>
    </message>
    <message>
        <source>APIs are not deployed</source>
        <translation>APIs sind nicht bereitgestellt</translation>
    </message>
    <message>
        <source>The gateway&apos;s health checks answer 500 while its version answers 200.</source>
        <translation>Die Prüfungen des Gateways antworten 500, seine Version 200.</translation>
    </message>
    <message>
        <source>Health check wants a login</source>
        <translation>Prüfung verlangt eine Anmeldung</translation>
    </message>
    <message>
        <source>The gateway&apos;s startup check answers 401, as at an older update level.</source>
        <translation>Die Startprüfung des Gateways antwortet 401 wie auf einem älteren Stand.</translation>
    </message>
    <message>
        <source>WebSocket ports are closed</source>
        <translation>WebSocket-Ports sind geschlossen</translation>
    </message>
    <message>
        <source>The gateway refuses connections to 9099 and 8099; the rest is well.</source>
        <translation>Das Gateway lehnt Verbindungen zu 9099 und 8099 ab; sonst ist es gesund.</translation>
    </message>
    <message>
        <source>Throttle data is not received</source>
        <translation>Drosseldaten werden nicht angenommen</translation>
    </message>
    <message>
        <source>The node refuses connections to 9611; its other ports are open.</source>
        <translation>Der Knoten lehnt Verbindungen zu 9611 ab; seine anderen Ports sind offen.</translation>
    </message>
    <message>
        <source>Message broker is down</source>
        <translation>Message-Broker ist ausgefallen</translation>
    </message>
    <message>
        <source>The node refuses connections to 5672; its other ports are open.</source>
        <translation>Der Knoten lehnt Verbindungen zu 5672 ab; seine anderen Ports sind offen.</translation>
    </message>
    <message>
        <source>The node runs 4.5.0, the others 4.6.0.</source>
        <translation>Auf dem Knoten läuft 4.5.0, auf den anderen 4.6.0.</translation>
    </message>
    <message>
        <source>Certificate has changed</source>
        <translation>Zertifikat hat gewechselt</translation>
    </message>
    <message>
        <source>The node shows another public key than the pinned one.</source>
        <translation>Der Knoten zeigt einen anderen öffentlichen Schlüssel als den festgelegten.</translation>
    </message>
    <message>
        <source>Status is not the expected one</source>
        <translation>Status ist nicht der erwartete</translation>
    </message>
    <message>
        <source>The node&apos;s status says failing where ok is expected; it still answers 200.</source>
        <translation>Der Status des Knotens lautet failing statt ok; er antwortet weiter 200.</translation>
    </message>
    <message>
        <source>Component is down</source>
        <translation>Komponente ist ausgefallen</translation>
    </message>
    <message>
        <source>One component of the node&apos;s status is down, with a message.</source>
        <translation>Eine Komponente im Status des Knotens ist ausgefallen, mit einer Meldung.</translation>
    </message>
    <message>
        <source>Figure is too high</source>
        <translation>Messwert ist zu hoch</translation>
    </message>
    <message>
        <source>The node&apos;s queue is far over the critical threshold.</source>
        <translation>Die Warteschlange des Knotens ist weit über der kritischen Schwelle.</translation>
    </message>
    <message>
        <source>Port is closed</source>
        <translation>Port ist geschlossen</translation>
    </message>
    <message>
        <source>The node refuses connections to its second port; the first answers.</source>
        <translation>Der Knoten lehnt Verbindungen zu seinem zweiten Port ab; der erste antwortet.</translation>
    </message>
    <message>
        <source>The thorough readiness answers 500 with the exception; the plain one is 200.</source>
        <translation>Die gründliche Bereitschaftsprüfung antwortet 500 mit der Ausnahme; die einfache 200.</translation>
    </message>
    <message>
        <source>Redis does not answer</source>
        <translation>Redis antwortet nicht</translation>
    </message>
    <message>
        <source>The thorough readiness answers 503: its checks of Redis time out.</source>
        <translation>Die gründliche Bereitschaftsprüfung antwortet 503: Ihre Redis-Prüfungen laufen in die Zeitgrenze.</translation>
    </message>
    <message>
        <source>Redis refuses connections</source>
        <translation>Redis lehnt Verbindungen ab</translation>
    </message>
    <message>
        <source>The thorough readiness answers 500 with the exception and no list of checks.</source>
        <translation>Die gründliche Bereitschaftsprüfung antwortet 500 mit der Ausnahme und ohne Liste der Prüfungen.</translation>
    </message>
    <message>
        <source>One Gitaly shard is down</source>
        <translation>Ein Gitaly-Speicher ist ausgefallen</translation>
    </message>
    <message>
        <source>One of two shards fails, and GitLab still calls itself ready with 200.</source>
        <translation>Einer von zwei Speichern fällt aus, und GitLab nennt sich mit 200 trotzdem bereit.</translation>
    </message>
    <message>
        <source>Node drains</source>
        <translation>Knoten leert sich</translation>
    </message>
    <message>
        <source>Readiness is 503 for its master check alone; health stays 200.</source>
        <translation>Die Bereitschaft ist allein wegen der Master-Prüfung 503; health bleibt 200.</translation>
    </message>
    <message>
        <source>Deploy page is up</source>
        <translation>Wartungsseite ist geschaltet</translation>
    </message>
    <message>
        <source>Every path answers 200 with an HTML page.</source>
        <translation>Jeder Pfad antwortet 200 mit einer HTML-Seite.</translation>
    </message>
    <message>
        <source>Address is not on the allow list</source>
        <translation>Adresse ist nicht zugelassen</translation>
    </message>
    <message>
        <source>The monitoring paths answer 404, as to an address that is not allowed.</source>
        <translation>Die Überwachungspfade antworten 404 wie einer Adresse, die nicht zugelassen ist.</translation>
    </message>
    <message>
        <source>Puma is down</source>
        <translation>Puma ist ausgefallen</translation>
    </message>
    <message>
        <source>Workhorse answers 502 to everything.</source>
        <translation>Workhorse antwortet auf alles 502.</translation>
    </message>
    <message>
        <source>Workhorse is down</source>
        <translation>Workhorse ist ausgefallen</translation>
    </message>
    <message>
        <source>The node&apos;s own nginx answers 502 to everything.</source>
        <translation>Das nginx des Knotens antwortet auf alles 502.</translation>
    </message>
    <message>
        <source>The node runs 18.2.0-ee, the others 18.1.1-ee.</source>
        <translation>Auf dem Knoten läuft 18.2.0-ee, auf den anderen 18.1.1-ee.</translation>
    </message>
    <message>
        <source>The node answers 429 to its API; the monitoring paths are exempt.</source>
        <translation>Der Knoten antwortet seiner API 429; die Überwachungspfade sind ausgenommen.</translation>
    </message>
    <message>
        <source>Messages do not arrive</source>
        <translation>Nachrichten kommen nicht an</translation>
    </message>
    <message>
        <source>Posts on other nodes do not reach this node&apos;s WebSockets. Needs the canary.</source>
        <translation>Beiträge auf anderen Knoten erreichen die WebSockets dieses Knotens nicht. Braucht den Kanarienvogel.</translation>
    </message>
    <message>
        <source>Messages arrive late</source>
        <translation>Nachrichten kommen spät an</translation>
    </message>
    <message>
        <source>Posts on other nodes reach this node&apos;s WebSockets after 2.5 seconds. Needs the canary.</source>
        <translation>Beiträge auf anderen Knoten erreichen die WebSockets dieses Knotens nach 2,5 Sekunden. Braucht den Kanarienvogel.</translation>
    </message>
    <message>
        <source>File store not shared</source>
        <translation>Dateiablage nicht gemeinsam</translation>
    </message>
    <message>
        <source>The node keeps files on a disk of its own: nobody else reads them. Needs the canary.</source>
        <translation>Der Knoten legt Dateien auf eine eigene Platte: Niemand sonst kann sie lesen. Braucht den Kanarienvogel.</translation>
    </message>
    <message>
        <source>WebSockets refused</source>
        <translation>WebSockets abgelehnt</translation>
    </message>
    <message>
        <source>Application is faulty</source>
        <translation>Anwendung ist fehlerhaft</translation>
    </message>
    <message>
        <source>The node is not ready and names one faulty composite application.</source>
        <translation>Der Knoten ist nicht bereit und nennt eine fehlerhafte CApp.</translation>
    </message>
    <message>
        <source>Not ready without a reason</source>
        <translation>Nicht bereit, ohne Grund</translation>
    </message>
    <message>
        <source>The node&apos;s health answers 500 with nothing in it.</source>
        <translation>Die Bereitschaft des Knotens antwortet 500 ohne Inhalt.</translation>
    </message>
    <message>
        <source>Application is missing</source>
        <translation>Anwendung fehlt</translation>
    </message>
    <message>
        <source>The node is ready and lacks an application that the others have.</source>
        <translation>Der Knoten ist bereit, ihm fehlt aber eine Anwendung, die die anderen haben.</translation>
    </message>
    <message>
        <source>Probe port is closed</source>
        <translation>Prüf-Port ist geschlossen</translation>
    </message>
    <message>
        <source>The node refuses connections to its internal port; its traffic port is open.</source>
        <translation>Der Knoten lehnt Verbindungen zu seinem internen Port ab; sein Datenport ist offen.</translation>
    </message>
    <message>
        <source>No liveness path</source>
        <translation>Kein Liveness-Pfad</translation>
    </message>
    <message>
        <source>The node&apos;s liveness answers 404, as in versions 4.0 and 4.1.</source>
        <translation>Die Liveness des Knotens antwortet 404 wie in den Versionen 4.0 und 4.1.</translation>
    </message>
    <message>
        <source>Node restarts and deploys</source>
        <translation>Knoten startet neu</translation>
    </message>
    <message>
        <source>The node restarts, and is not ready for 15 seconds after its first answer.</source>
        <translation>Der Knoten startet neu und ist bis 15 Sekunden nach seiner ersten Antwort nicht bereit.</translation>
    </message>
    <message>
        <source>The node runs 4.3.0, the others 4.2.0.</source>
        <translation>Auf dem Knoten läuft 4.3.0, auf den anderen 4.2.0.</translation>
    </message>
    <message>
        <source>Metrics are off</source>
        <translation>Metriken sind aus</translation>
    </message>
    <message>
        <source>The node&apos;s metrics answer 404, as without the flag that starts them.</source>
        <translation>Die Metriken des Knotens antworten 404 wie ohne den Schalter, der sie startet.</translation>
    </message>
    <message>
        <source>Login is not accepted</source>
        <translation>Anmeldung wird nicht angenommen</translation>
    </message>
    <message>
        <source>The node&apos;s management answers 401 to the login.</source>
        <translation>Die Verwaltung des Knotens antwortet der Anmeldung 401.</translation>
    </message>
    <message>
        <source>Health answers 503: the node cannot connect to its database.</source>
        <translation>health antwortet 503: Der Knoten erreicht seine Datenbank nicht.</translation>
    </message>
    <message>
        <source>Migrations are pending</source>
        <translation>Migrationen stehen aus</translation>
    </message>
    <message>
        <source>Health answers 503: the node calls its database initializing.</source>
        <translation>health antwortet 503: Der Knoten nennt seine Datenbank „initializing“.</translation>
    </message>
    <message>
        <source>Registry is down</source>
        <translation>Registry ist ausgefallen</translation>
    </message>
    <message>
        <source>Health answers 503: the registry refuses connections.</source>
        <translation>health antwortet 503: Die Registry lehnt Verbindungen ab.</translation>
    </message>
    <message>
        <source>No registry is configured</source>
        <translation>Keine Registry eingerichtet</translation>
    </message>
    <message>
        <source>Health answers 503 as on a fresh installation without a registry.</source>
        <translation>health antwortet 503 wie auf einer neuen Installation ohne Registry.</translation>
    </message>
    <message>
        <source>Registry&apos;s TLS fails</source>
        <translation>TLS der Registry schlägt fehl</translation>
    </message>
    <message>
        <source>Health answers 503: no TLS connection to the registry.</source>
        <translation>health antwortet 503: keine TLS-Verbindung zur Registry.</translation>
    </message>
    <message>
        <source>Clair is down</source>
        <translation>Clair ist ausgefallen</translation>
    </message>
    <message>
        <source>Health answers 503 for the scanner alone.</source>
        <translation>health antwortet 503 allein wegen des Scanners.</translation>
    </message>
    <message>
        <source>LDAP refuses the login</source>
        <translation>LDAP lehnt die Anmeldung ab</translation>
    </message>
    <message>
        <source>Health answers 503: the directory does not accept the node&apos;s credentials.</source>
        <translation>health antwortet 503: Das Verzeichnis nimmt die Zugangsdaten des Knotens nicht an.</translation>
    </message>
    <message>
        <source>Page instead of an answer</source>
        <translation>Seite statt einer Antwort</translation>
    </message>
    <message>
        <source>Every path answers 404 with an HTML page, as before version 2.3.</source>
        <translation>Jeder Pfad antwortet 404 mit einer HTML-Seite wie vor Version 2.3.</translation>
    </message>
    <message>
        <source>Health is slow</source>
        <translation>health ist langsam</translation>
    </message>
    <message>
        <source>Health takes 6.7 seconds, as on a busy machine; the ping is quick.</source>
        <translation>health braucht 6,7 Sekunden wie auf einer ausgelasteten Maschine; der Ping ist schnell.</translation>
    </message>
    <message>
        <source>The node runs 2.4.2, the others 2.4.3.</source>
        <translation>Auf dem Knoten läuft 2.4.2, auf den anderen 2.4.3.</translation>
    </message>
    <message>
        <source>The node answers 401 to the application token.</source>
        <translation>Der Knoten antwortet dem Anwendungs-Token 401.</translation>
    </message>
    <message>
        <source>Every port of the node refuses connections.</source>
        <translation>Jeder Port des Knotens lehnt Verbindungen ab.</translation>
    </message>
    <message>
        <source>Node does not hear a peer</source>
        <translation>Knoten hört einen anderen nicht</translation>
    </message>
    <message>
        <source>The node holds the next one for dead and drops it; that one still lists it.</source>
        <translation>Der Knoten hält den nächsten für tot und streicht ihn; der nennt ihn weiterhin.</translation>
    </message>
    <message>
        <source>Node is cut off</source>
        <translation>Knoten ist abgeschnitten</translation>
    </message>
    <message>
        <source>The node lists only itself; the others hold it for dead and drop it.</source>
        <translation>Der Knoten nennt nur sich selbst; die anderen halten ihn für tot und streichen ihn.</translation>
    </message>
    <message>
        <source>Node is suspected</source>
        <translation>Knoten wird verdächtigt</translation>
    </message>
    <message>
        <source>The node&apos;s peers suspect it again and again in gossip; all still list it.</source>
        <translation>Die anderen verdächtigen den Knoten im Gossip immer wieder; alle nennen ihn weiterhin.</translation>
    </message>
    <message>
        <source>Gossip port is closed</source>
        <translation>Gossip-Port ist geschlossen</translation>
    </message>
    <message>
        <source>The node refuses connections to its gossip port; everything else is well.</source>
        <translation>Der Knoten lehnt Verbindungen zu seinem Gossip-Port ab; sonst ist alles gut.</translation>
    </message>
    <message>
        <source>Node left the cluster</source>
        <translation>Knoten hat den Cluster verlassen</translation>
    </message>
    <message>
        <source>The node said goodbye to its peers: nobody lists it, and it still answers.</source>
        <translation>Der Knoten hat sich von den anderen verabschiedet: Niemand nennt ihn, und er antwortet noch.</translation>
    </message>
    <message>
        <source>The node answers 400 to each WebSocket.</source>
        <translation>Der Knoten antwortet jedem WebSocket 400.</translation>
    </message>
    <message>
        <source>Proxy leaves out a node</source>
        <translation>Proxy lässt einen Knoten aus</translation>
    </message>
    <message>
        <source>The proxy sends nothing to the node, which is fine.</source>
        <translation>Der Proxy schickt nichts an den Knoten, dem nichts fehlt.</translation>
    </message>
</context>
<context>
    <name>IncidentCourse</name>
    <message>
        <source>%1 from %2 to %3 (%4)</source>
        <translation>%1 von %2 bis %3 (%4)</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Fort</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>There all the time: %1</source>
        <translation>Die ganze Zeit da: %1</translation>
    </message>
    <message numerus="yes">
        <source>There %n time(s) since %1, away for %2 of %3</source>
        <translation>
            <numerusform>Seit %1 %n-mal da, %2 von %3 fort</numerusform>
            <numerusform>Seit %1 %n-mal da, %2 von %3 fort</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticeBody</name>
    <message>
        <source>Its machine answers and nothing listens: is the service running?</source>
        <translation>Der Rechner antwortet, aber nichts lauscht: Läuft der Dienst?</translation>
    </message>
    <message>
        <source>Nothing answers: is the machine up, and does a firewall let this computer through?</source>
        <translation>Nichts antwortet: Läuft der Rechner, und lässt eine Firewall die Fragen von hier durch?</translation>
    </message>
    <message>
        <source>Look at the name service: the name was not found.</source>
        <translation>Im Namensdienst nachsehen: Der Name wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>Look at what the component runs on: its machine, its disk, its log.</source>
        <translation>Dort nachsehen, worauf die Komponente läuft: Rechner, Datenträger, Protokoll.</translation>
    </message>
    <message>
        <source>A goroutine profile taken before a restart shows what leaks.</source>
        <translation>Ein Goroutinen-Profil vor einem Neustart zeigt, was sich ansammelt.</translation>
    </message>
    <message>
        <source>Do the nodes reach each other on the gossip port? The gossip page shows who sees whom.</source>
        <translation>Erreichen die Knoten einander auf dem Gossip-Port? Die Gossip-Seite zeigt, wer wen sieht.</translation>
    </message>
    <message>
        <source>Is time synchronised on that machine?</source>
        <translation>Wird die Zeit auf diesem Rechner abgeglichen?</translation>
    </message>
    <message>
        <source>Renew the certificate and load it into the server.</source>
        <translation>Das Zertifikat erneuern und in den Server laden.</translation>
    </message>
    <message>
        <source>The token was refused: has it been revoked or replaced?</source>
        <translation>Das Token wurde abgelehnt: Wurde es widerrufen oder ersetzt?</translation>
    </message>
    <message>
        <source>Of the nodes nothing is known until the network is back.</source>
        <translation>Bis das Netz zurück ist, ist über die Knoten nichts bekannt.</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>Seit %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %2 of %n nodes</source>
        <translation>
            <numerusform>%1 · %2 von %n Knoten</numerusform>
            <numerusform>%1 · %2 von %n Knoten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notifier</name>
    <message>
        <source>Comes and goes: %1</source>
        <translation>Kommt und geht: %1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiteres</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n problems are over</source>
        <translation>
            <numerusform>%1: %n Problem ist vorbei</numerusform>
            <numerusform>%1: %n Probleme sind vorbei</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: the network here is back after %2</source>
        <translation>%1: Das Netz hier ist nach %2 wieder da</translation>
    </message>
    <message>
        <source>%1: %2 is back after %3</source>
        <translation>%1: %2 ist nach %3 wieder da</translation>
    </message>
    <message>
        <source>%1: over after %2</source>
        <translation>%1: nach %2 vorbei</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n problems came and went while it was quiet</source>
        <translation>
            <numerusform>%1: %n Problem kam und ging während der Ruhezeit</numerusform>
            <numerusform>%1: %n Probleme kamen und gingen während der Ruhezeit</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, since it was quiet: %2</source>
        <translation>%1, seit der Ruhezeit: %2</translation>
    </message>
    <message>
        <source>Over again:</source>
        <translation>Wieder vorbei:</translation>
    </message>
    <message>
        <source>Still %1</source>
        <translation>Noch immer: %1</translation>
    </message>
    <message numerus="yes">
        <source>It comes and goes: %n time(s) until now</source>
        <translation>
            <numerusform>Es kommt und geht: bisher %n-mal</numerusform>
            <numerusform>Es kommt und geht: bisher %n-mal</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OpenClusters</name>
    <message>
        <source>The threshold of this cluster cannot be changed here.</source>
        <translation>Die Schwelle dieses Clusters lässt sich hier nicht ändern.</translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message>
        <source>%1, proxy</source>
        <translation>%1, Proxy</translation>
    </message>
    <message>
        <source>this computer is offline</source>
        <translation>dieser Rechner ist offline</translation>
    </message>
    <message>
        <source>presumed leader</source>
        <translation>vermutlich Leader</translation>
    </message>
    <message>
        <source>latency %1</source>
        <translation>Latenz %1</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message numerus="yes">
        <source>%1, reaches %n node(s)</source>
        <translation>
            <numerusform>%1, erreicht %n Knoten</numerusform>
            <numerusform>%1, erreicht %n Knoten</numerusform>
        </translation>
    </message>
    <message>
        <source>Not asked yet</source>
        <translation>Noch nicht gefragt</translation>
    </message>
    <message>
        <source>No answer, asking again</source>
        <translation>Keine Antwort, fragt noch einmal</translation>
    </message>
    <message>
        <source>never seen</source>
        <translation>nie gesehen</translation>
    </message>
    <message>
        <source>last seen %1</source>
        <translation>zuletzt gesehen %1</translation>
    </message>
    <message>
        <source>%1 old</source>
        <translation>%1 alt</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>This computer is offline</source>
        <translation>Dieser Rechner ist offline</translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation>%1 von %2 gezeigt</translation>
    </message>
    <message numerus="yes">
        <source>%n restart(s) in the last 30 minutes</source>
        <translation>
            <numerusform>%n Neustart in den letzten 30 Minuten</numerusform>
            <numerusform>%n Neustarts in den letzten 30 Minuten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimePlot</name>
    <message>
        <source>Threshold %1, above what is drawn</source>
        <translation>Schwelle %1, über dem Gezeichneten</translation>
    </message>
    <message>
        <source>Threshold %1</source>
        <translation>Schwelle %1</translation>
    </message>
    <message>
        <source>Nothing is known of this time</source>
        <translation>Von dieser Zeit ist nichts bekannt</translation>
    </message>
</context>
<context>
    <name>Trends</name>
    <message>
        <source>Goroutines</source>
        <translation>Goroutinen</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Database connections</source>
        <translation>Datenbankverbindungen</translation>
    </message>
    <message>
        <source>WebSockets</source>
        <translation>WebSockets</translation>
    </message>
    <message>
        <source>Gossip health score (0 is best)</source>
        <translation>Gossip-Gesundheitswert (0 ist am besten)</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>The cluster</source>
        <translation>Der Cluster</translation>
    </message>
    <message>
        <source>The proxy</source>
        <translation>Der Proxy</translation>
    </message>
    <message>
        <source>%1 restarted</source>
        <translation>%1 startete neu</translation>
    </message>
    <message>
        <source>%1: version %2 became %3</source>
        <translation>%1: Version %2 wurde %3</translation>
    </message>
    <message>
        <source>%1: its configuration changed</source>
        <translation>%1: Die Konfiguration wurde geändert</translation>
    </message>
    <message>
        <source>Step of a guide: %1</source>
        <translation>Schritt einer Anleitung: %1</translation>
    </message>
    <message>
        <source>Rollcall began to watch</source>
        <translation>Rollcall begann zu beobachten</translation>
    </message>
    <message>
        <source>%1: %2 (began)</source>
        <translation>%1: %2 (begann)</translation>
    </message>
    <message>
        <source>%1: %2 (over)</source>
        <translation>%1: %2 (vorbei)</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weiterer</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>the proxy</source>
        <translation>der Proxy</translation>
    </message>
    <message>
        <source>two</source>
        <translation>zwei</translation>
    </message>
    <message>
        <source>three</source>
        <translation>drei</translation>
    </message>
    <message>
        <source>four</source>
        <translation>vier</translation>
    </message>
    <message>
        <source>five</source>
        <translation>fünf</translation>
    </message>
    <message>
        <source>six</source>
        <translation>sechs</translation>
    </message>
    <message>
        <source>seven</source>
        <translation>sieben</translation>
    </message>
    <message>
        <source>eight</source>
        <translation>acht</translation>
    </message>
    <message>
        <source>nine</source>
        <translation>neun</translation>
    </message>
    <message>
        <source>ten</source>
        <translation>zehn</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>no route to host</source>
        <translation>kein Weg dorthin</translation>
    </message>
    <message>
        <source>connection refused</source>
        <translation>Verbindung abgelehnt</translation>
    </message>
    <message>
        <source>no answer within %1</source>
        <translation>keine Antwort innerhalb von %1</translation>
    </message>
    <message>
        <source>its name does not resolve</source>
        <translation>der Name ist nicht auflösbar</translation>
    </message>
    <message>
        <source>connection reset</source>
        <translation>Verbindung zurückgesetzt</translation>
    </message>
    <message>
        <source>connection closed before the answer was complete</source>
        <translation>Verbindung geschlossen, bevor die Antwort vollständig war</translation>
    </message>
    <message>
        <source>%1, twice</source>
        <translation>%1, zweimal</translation>
    </message>
    <message>
        <source>%1, twice in %2</source>
        <translation>%1, zweimal in %2</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n times in a row</source>
        <translation>
            <numerusform>%1, %n-mal hintereinander</numerusform>
            <numerusform>%1, %n-mal hintereinander</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is down: %2</source>
        <translation>%1 ist ausgefallen: %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 are down: %2</source>
        <translation>
            <numerusform>%1 sind ausgefallen: %2</numerusform>
            <numerusform>%1 sind ausgefallen: %2</numerusform>
        </translation>
    </message>
    <message>
        <source>the database</source>
        <translation>die Datenbank</translation>
    </message>
    <message>
        <source>the file store</source>
        <translation>die Dateiablage</translation>
    </message>
    <message>
        <source>component %1</source>
        <translation>Komponente %1</translation>
    </message>
    <message>
        <source>%1 fails on %2</source>
        <translation>%1 versagt auf %2</translation>
    </message>
    <message>
        <source>the other %1</source>
        <translation>die anderen %1</translation>
    </message>
    <message>
        <source>%1 others</source>
        <translation>%1 andere</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 runs %2</source>
        <translation>%1 läuft mit %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 run %2</source>
        <translation>
            <numerusform>%1 laufen mit %2</numerusform>
            <numerusform>%1 laufen mit %2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is missing from the cluster: %2</source>
        <translation>%1 fehlt im Cluster: %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 are missing from the cluster: %2</source>
        <translation>
            <numerusform>%1 fehlen im Cluster: %2</numerusform>
            <numerusform>%1 fehlen im Cluster: %2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 does not list it</source>
        <translation>%1 nennt ihn nicht</translation>
    </message>
    <message numerus="yes">
        <source>%1 do not list it</source>
        <translation>
            <numerusform>%1 nennen ihn nicht</numerusform>
            <numerusform>%1 nennen ihn nicht</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is alone: it lists no member</source>
        <translation>%1 ist allein: er nennt kein Mitglied</translation>
    </message>
    <message numerus="yes">
        <source>%1 are alone: they list no member</source>
        <translation>
            <numerusform>%1 sind allein: sie nennen kein Mitglied</numerusform>
            <numerusform>%1 sind allein: sie nennen kein Mitglied</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is alone: it lists only itself</source>
        <translation>%1 ist allein: er nennt nur sich selbst</translation>
    </message>
    <message numerus="yes">
        <source>%1 are alone: each lists only itself</source>
        <translation>
            <numerusform>%1 sind allein: jeder nennt nur sich selbst</numerusform>
            <numerusform>%1 sind allein: jeder nennt nur sich selbst</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 could not be asked over the cluster by its peers</source>
        <translation>%1 konnte von den anderen nicht über den Cluster gefragt werden</translation>
    </message>
    <message>
        <source>a member %1 that could not be asked is listed by %2</source>
        <translation>ein Mitglied %1, das nicht gefragt werden konnte, wird von %2 genannt</translation>
    </message>
    <message>
        <source>the cluster lists %1, which is no node of the file</source>
        <translation>der Cluster nennt %1, das kein Knoten der Datei ist</translation>
    </message>
    <message>
        <source> | </source>
        <translation> | </translation>
    </message>
    <message>
        <source>%1 has another client configuration than %2</source>
        <translation>%1 hat eine andere Client-Konfiguration als %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 have another client configuration than %2</source>
        <translation>
            <numerusform>%1 haben eine andere Client-Konfiguration als %2</numerusform>
            <numerusform>%1 haben eine andere Client-Konfiguration als %2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 has another configuration than %2</source>
        <translation>%1 hat eine andere Konfiguration als %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 have another configuration than %2</source>
        <translation>
            <numerusform>%1 haben eine andere Konfiguration als %2</numerusform>
            <numerusform>%1 haben eine andere Konfiguration als %2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 have different client configurations</source>
        <translation>%1 haben verschiedene Client-Konfigurationen</translation>
    </message>
    <message>
        <source>%1 have different configurations</source>
        <translation>%1 haben verschiedene Konfigurationen</translation>
    </message>
    <message>
        <source>%1, so browsers reload again and again</source>
        <translation>%1, daher laden Browser immer wieder neu</translation>
    </message>
    <message>
        <source>%1 (in a value that is masked)</source>
        <translation>%1 (in einem verdeckten Wert)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>plugin %1 has different versions on different nodes</source>
        <translation>Plugin %1 hat auf verschiedenen Knoten verschiedene Versionen</translation>
    </message>
    <message>
        <source>plugin %1 is in different states on different nodes</source>
        <translation>Plugin %1 ist auf verschiedenen Knoten in verschiedenen Zuständen</translation>
    </message>
    <message>
        <source>plugin %1 has another version on %2 than on the others</source>
        <translation>Plugin %1 hat auf %2 eine andere Version als auf den anderen</translation>
    </message>
    <message>
        <source>plugin %1 is in another state on %2 than on the others</source>
        <translation>Plugin %1 ist auf %2 in einem anderen Zustand als auf den anderen</translation>
    </message>
    <message>
        <source>plugin %1 has different versions on %2</source>
        <translation>Plugin %1 hat auf %2 verschiedene Versionen</translation>
    </message>
    <message>
        <source>plugin %1 is in different states on %2</source>
        <translation>Plugin %1 ist auf %2 in verschiedenen Zuständen</translation>
    </message>
    <message>
        <source>the certificate of %1 is for another name than %2</source>
        <translation>das Zertifikat von %1 ist für einen anderen Namen als %2</translation>
    </message>
    <message>
        <source>the public key of %1 is not the pinned one</source>
        <translation>der öffentliche Schlüssel von %1 ist nicht der festgelegte</translation>
    </message>
    <message>
        <source>the certificate of %1 is not trusted</source>
        <translation>dem Zertifikat von %1 wird nicht vertraut</translation>
    </message>
    <message>
        <source>the certificate of %1 is expired or not yet valid</source>
        <translation>das Zertifikat von %1 ist abgelaufen oder noch nicht gültig</translation>
    </message>
    <message>
        <source>the certificate of %1 expires within a day</source>
        <translation>das Zertifikat von %1 läuft binnen eines Tages ab</translation>
    </message>
    <message numerus="yes">
        <source>the certificate of %1 expires in %n day</source>
        <translation>
            <numerusform>das Zertifikat von %1 läuft in %n Tag ab</numerusform>
            <numerusform>das Zertifikat von %1 läuft in %n Tagen ab</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the certificate of %1 expires in %n days</source>
        <translation>
            <numerusform>das Zertifikat von %1 läuft in %n Tag ab</numerusform>
            <numerusform>das Zertifikat von %1 läuft in %n Tagen ab</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 does not answer %2 in time</source>
        <translation>%1 beantwortet %2 nicht rechtzeitig</translation>
    </message>
    <message numerus="yes">
        <source>%1 do not answer %2 in time</source>
        <translation>
            <numerusform>%1 beantworten %2 nicht rechtzeitig</numerusform>
            <numerusform>%1 beantworten %2 nicht rechtzeitig</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 answers slowly (%2 for %3)</source>
        <translation>%1 antwortet langsam (%2 für %3)</translation>
    </message>
    <message numerus="yes">
        <source>%1 answer slowly (%2 for %3)</source>
        <translation>
            <numerusform>%1 antworten langsam (%2 für %3)</numerusform>
            <numerusform>%1 antworten langsam (%2 für %3)</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 rejects the credentials</source>
        <translation>%1 lehnt die Zugangsdaten ab</translation>
    </message>
    <message numerus="yes">
        <source>%1 reject the credentials</source>
        <translation>
            <numerusform>%1 lehnen die Zugangsdaten ab</numerusform>
            <numerusform>%1 lehnen die Zugangsdaten ab</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 forbids these credentials a part of the questions</source>
        <translation>%1 verbietet diesen Zugangsdaten einen Teil der Fragen</translation>
    </message>
    <message numerus="yes">
        <source>%1 forbid these credentials a part of the questions</source>
        <translation>
            <numerusform>%1 verbieten diesen Zugangsdaten einen Teil der Fragen</numerusform>
            <numerusform>%1 verbieten diesen Zugangsdaten einen Teil der Fragen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 gives an answer that cannot be read (%2)</source>
        <translation>%1 gibt eine unlesbare Antwort (%2)</translation>
    </message>
    <message numerus="yes">
        <source>%1 give an answer that cannot be read (%2)</source>
        <translation>
            <numerusform>%1 geben eine unlesbare Antwort (%2)</numerusform>
            <numerusform>%1 geben eine unlesbare Antwort (%2)</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 gives an answer that is too large (%2)</source>
        <translation>%1 gibt eine zu große Antwort (%2)</translation>
    </message>
    <message numerus="yes">
        <source>%1 give an answer that is too large (%2)</source>
        <translation>
            <numerusform>%1 geben eine zu große Antwort (%2)</numerusform>
            <numerusform>%1 geben eine zu große Antwort (%2)</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 gives another answer than expected (%2)</source>
        <translation>%1 gibt eine andere Antwort als erwartet (%2)</translation>
    </message>
    <message numerus="yes">
        <source>%1 give another answer than expected (%2)</source>
        <translation>
            <numerusform>%1 geben eine andere Antwort als erwartet (%2)</numerusform>
            <numerusform>%1 geben eine andere Antwort als erwartet (%2)</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 limits the rate of requests</source>
        <translation>%1 begrenzt die Rate der Anfragen</translation>
    </message>
    <message numerus="yes">
        <source>%1 limit the rate of requests</source>
        <translation>
            <numerusform>%1 begrenzen die Rate der Anfragen</numerusform>
            <numerusform>%1 begrenzen die Rate der Anfragen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 does not allow this address to ask</source>
        <translation>%1 lässt diese Adresse nicht fragen</translation>
    </message>
    <message numerus="yes">
        <source>%1 do not allow this address to ask</source>
        <translation>
            <numerusform>%1 lassen diese Adresse nicht fragen</numerusform>
            <numerusform>%1 lassen diese Adresse nicht fragen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, so %2 is unknown</source>
        <translation>%1, daher ist unbekannt: %2</translation>
    </message>
    <message numerus="yes">
        <source>%1, so %2 are unknown</source>
        <translation>
            <numerusform>%1, daher sind unbekannt: %2</numerusform>
            <numerusform>%1, daher sind unbekannt: %2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 has %2 goroutines, over the threshold of %3</source>
        <translation>%1 hat %2 Goroutinen, über der Schwelle von %3</translation>
    </message>
    <message numerus="yes">
        <source>%1 have %2 goroutines, over the threshold of %3</source>
        <translation>
            <numerusform>%1 haben %2 Goroutinen, über der Schwelle von %3</numerusform>
            <numerusform>%1 haben %2 Goroutinen, über der Schwelle von %3</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is over its goroutine threshold</source>
        <translation>%1 ist über seiner Goroutinen-Schwelle</translation>
    </message>
    <message numerus="yes">
        <source>%1 are over their goroutine threshold</source>
        <translation>
            <numerusform>%1 sind über ihrer Goroutinen-Schwelle</numerusform>
            <numerusform>%1 sind über ihrer Goroutinen-Schwelle</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 answers %2 % of its API requests with an error (the others %3 %)</source>
        <translation>%1 beantwortet %2 % seiner API-Anfragen mit einem Fehler (die anderen %3 %)</translation>
    </message>
    <message>
        <source>%1 has %2 goroutines (the others about %3)</source>
        <translation>%1 hat %2 Goroutinen (die anderen etwa %3)</translation>
    </message>
    <message>
        <source>the goroutines of %1 rise by %2 a minute</source>
        <translation>die Goroutinen von %1 steigen um %2 je Minute</translation>
    </message>
    <message>
        <source>the clock of %1 is off by %2</source>
        <translation>die Uhr von %1 geht um %2 falsch</translation>
    </message>
    <message numerus="yes">
        <source>the clocks of %1 are off by up to %2</source>
        <translation>
            <numerusform>die Uhren von %1 gehen um bis zu %2 falsch</numerusform>
            <numerusform>die Uhren von %1 gehen um bis zu %2 falsch</numerusform>
        </translation>
    </message>
    <message>
        <source>it</source>
        <translation>er</translation>
    </message>
    <message>
        <source>this workstation has no network</source>
        <translation>dieser Rechner hat kein Netz</translation>
    </message>
    <message>
        <source>%1 is starting</source>
        <translation>%1 startet</translation>
    </message>
    <message numerus="yes">
        <source>%1 are starting</source>
        <translation>
            <numerusform>%1 starten</numerusform>
            <numerusform>%1 starten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is draining</source>
        <translation>%1 leert sich</translation>
    </message>
    <message numerus="yes">
        <source>%1 are draining</source>
        <translation>
            <numerusform>%1 leeren sich</numerusform>
            <numerusform>%1 leeren sich</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is in maintenance</source>
        <translation>%1 ist in Wartung</translation>
    </message>
    <message numerus="yes">
        <source>%1 are in maintenance</source>
        <translation>
            <numerusform>%1 sind in Wartung</numerusform>
            <numerusform>%1 sind in Wartung</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 calls itself unhealthy</source>
        <translation>%1 nennt sich krank</translation>
    </message>
    <message numerus="yes">
        <source>%1 call themselves unhealthy</source>
        <translation>
            <numerusform>%1 nennen sich krank</numerusform>
            <numerusform>%1 nennen sich krank</numerusform>
        </translation>
    </message>
    <message>
        <source>the nodes list nobody: not clustered, as far as can be told</source>
        <translation>die Knoten nennen niemanden: soweit erkennbar kein Cluster</translation>
    </message>
    <message>
        <source>%1 has schema %2</source>
        <translation>%1 hat Schema %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 have schema %2</source>
        <translation>
            <numerusform>%1 haben Schema %2</numerusform>
            <numerusform>%1 haben Schema %2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 has %2</source>
        <translation>%1 hat %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 have %2</source>
        <translation>
            <numerusform>%1 haben %2</numerusform>
            <numerusform>%1 haben %2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 differs: %2</source>
        <translation>%1 weicht ab: %2</translation>
    </message>
    <message>
        <source>the nodes run the two versions of the upgrade in progress</source>
        <translation>die Knoten laufen mit den zwei Versionen der laufenden Aktualisierung</translation>
    </message>
    <message>
        <source>the gossip port of %1 does not answer</source>
        <translation>der Gossip-Port von %1 antwortet nicht</translation>
    </message>
    <message>
        <source>the gossip of %1 is encrypted and the key is not at hand</source>
        <translation>der Gossip von %1 ist verschlüsselt, und der Schlüssel fehlt</translation>
    </message>
    <message>
        <source>the proxy answers HTTP %1, and no node made that answer</source>
        <translation>der Proxy antwortet HTTP %1, und kein Knoten hat diese Antwort gegeben</translation>
    </message>
    <message>
        <source>the proxy sends nothing to %1</source>
        <translation>der Proxy schickt nichts an %1</translation>
    </message>
    <message>
        <source>WebSockets do not pass the proxy</source>
        <translation>WebSockets kommen nicht durch den Proxy</translation>
    </message>
    <message>
        <source>%1 refuses WebSockets</source>
        <translation>%1 lehnt WebSockets ab</translation>
    </message>
    <message numerus="yes">
        <source>%1 refuse WebSockets</source>
        <translation>
            <numerusform>%1 lehnen WebSockets ab</numerusform>
            <numerusform>%1 lehnen WebSockets ab</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 offers no metrics, so there is no trend</source>
        <translation>%1 bietet keine Metriken, daher gibt es keinen Verlauf</translation>
    </message>
    <message numerus="yes">
        <source>%1 offer no metrics, so there is no trend</source>
        <translation>
            <numerusform>%1 bieten keine Metriken, daher gibt es keinen Verlauf</numerusform>
            <numerusform>%1 bieten keine Metriken, daher gibt es keinen Verlauf</numerusform>
        </translation>
    </message>
    <message>
        <source>probe %1 fails on %2</source>
        <translation>Probe %1 scheitert auf %2</translation>
    </message>
    <message>
        <source>the member list</source>
        <translation>die Mitgliederliste</translation>
    </message>
    <message>
        <source>which settings differ</source>
        <translation>welche Einstellungen abweichen</translation>
    </message>
    <message>
        <source>the client settings</source>
        <translation>die Client-Einstellungen</translation>
    </message>
    <message>
        <source>the licence</source>
        <translation>die Lizenz</translation>
    </message>
    <message>
        <source>the state of the plugins</source>
        <translation>der Zustand der Plugins</translation>
    </message>
    <message>
        <source>the schema version</source>
        <translation>die Schema-Version</translation>
    </message>
    <message>
        <source>%1, and %2, so requests fail seemingly at random</source>
        <translation>%1, und %2, daher scheitern Anfragen scheinbar zufällig</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>%1, so no node is left to serve</source>
        <translation>%1, daher bedient kein Knoten mehr</translation>
    </message>
    <message numerus="yes">
        <source>%n more is critical</source>
        <translation>
            <numerusform>%n weiterer ist kritisch</numerusform>
            <numerusform>%n weitere sind kritisch</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more are critical</source>
        <translation>
            <numerusform>%n weiterer ist kritisch</numerusform>
            <numerusform>%n weitere sind kritisch</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more has a warning</source>
        <translation>
            <numerusform>%n weiterer hat eine Warnung</numerusform>
            <numerusform>%n weitere haben eine Warnung</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more have a warning</source>
        <translation>
            <numerusform>%n weiterer hat eine Warnung</numerusform>
            <numerusform>%n weitere haben eine Warnung</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 did not answer and is being asked again</source>
        <translation>%1 hat nicht geantwortet und wird noch einmal gefragt</translation>
    </message>
    <message numerus="yes">
        <source>%1 did not answer and are being asked again</source>
        <translation>
            <numerusform>%1 haben nicht geantwortet und werden noch einmal gefragt</numerusform>
            <numerusform>%1 haben nicht geantwortet und werden noch einmal gefragt</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing is known yet: no target has answered</source>
        <translation>noch ist nichts bekannt: kein Ziel hat geantwortet</translation>
    </message>
    <message>
        <source>nothing is known yet of %1</source>
        <translation>noch ist nichts bekannt von %1</translation>
    </message>
    <message>
        <source>%1 is healthy on %2</source>
        <translation>%1 ist gesund mit %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 are healthy on %2</source>
        <translation>
            <numerusform>%1 sind gesund mit %2</numerusform>
            <numerusform>%1 sind gesund mit %2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is healthy</source>
        <translation>%1 ist gesund</translation>
    </message>
    <message numerus="yes">
        <source>%1 are healthy</source>
        <translation>
            <numerusform>%1 sind gesund</numerusform>
            <numerusform>%1 sind gesund</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %n nodes are healthy on %1</source>
        <translation>
            <numerusform>der eine Knoten ist gesund mit %1</numerusform>
            <numerusform>alle %n Knoten sind gesund mit %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %n nodes are healthy</source>
        <translation>
            <numerusform>der eine Knoten ist gesund</numerusform>
            <numerusform>alle %n Knoten sind gesund</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other nodes are healthy on %1</source>
        <translation>
            <numerusform>%n anderer Knoten ist gesund mit %1</numerusform>
            <numerusform>%n andere Knoten sind gesund mit %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other nodes are healthy</source>
        <translation>
            <numerusform>%n anderer Knoten ist gesund</numerusform>
            <numerusform>%n andere Knoten sind gesund</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; without a token their member lists, configurations and plugins cannot be compared</source>
        <translation>%1; ohne Token lassen sich ihre Mitgliederlisten, Konfigurationen und Plugins nicht vergleichen</translation>
    </message>
    <message>
        <source>this workstation has no network: nothing can be said of %1</source>
        <translation>dieser Rechner hat kein Netz: über %1 lässt sich nichts sagen</translation>
    </message>
    <message numerus="yes">
        <source>this workstation has no network: nothing can be said of the %n nodes</source>
        <translation>
            <numerusform>dieser Rechner hat kein Netz: über den Knoten lässt sich nichts sagen</numerusform>
            <numerusform>dieser Rechner hat kein Netz: über die %n Knoten lässt sich nichts sagen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>; </source>
        <translation>; </translation>
    </message>
    <message>
        <source>%1 instead of %2</source>
        <translation>%1 statt %2</translation>
    </message>
    <message>
        <source>%1 (missing permission: %2)</source>
        <translation>%1 (fehlendes Recht: %2)</translation>
    </message>
    <message>
        <source>%1 (its key, to be pinned if it is the right one: %2)</source>
        <translation>%1 (sein Schlüssel, festzulegen, wenn es der richtige ist: %2)</translation>
    </message>
    <message>
        <source>%1 (pinned: %2, now: %3)</source>
        <translation>%1 (festgelegt: %2, jetzt: %3)</translation>
    </message>
    <message>
        <source>%1: no target answers in any way</source>
        <translation>%1: kein Ziel antwortet auf irgendeine Weise</translation>
    </message>
    <message>
        <source>no network here</source>
        <translation>kein Netz hier</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>draining</source>
        <translation>leert sich</translation>
    </message>
    <message>
        <source>in maintenance</source>
        <translation>in Wartung</translation>
    </message>
    <message>
        <source>HTTP %1</source>
        <translation>HTTP %1</translation>
    </message>
    <message>
        <source>calls itself unhealthy</source>
        <translation>nennt sich krank</translation>
    </message>
    <message>
        <source>%1 goroutines, over the threshold</source>
        <translation>%1 Goroutinen, über der Schwelle</translation>
    </message>
    <message>
        <source>over the goroutine threshold</source>
        <translation>über der Goroutinen-Schwelle</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 ausgefallen</translation>
    </message>
    <message>
        <source>missing from the cluster</source>
        <translation>fehlt im Cluster</translation>
    </message>
    <message>
        <source>could not be asked by its peers</source>
        <translation>von den anderen nicht zu fragen</translation>
    </message>
    <message>
        <source>a member that is no node of the file</source>
        <translation>ein Mitglied, das kein Knoten der Datei ist</translation>
    </message>
    <message>
        <source>the cluster is split</source>
        <translation>der Cluster ist gespalten</translation>
    </message>
    <message>
        <source>alone in its cluster</source>
        <translation>allein im Cluster</translation>
    </message>
    <message>
        <source>not clustered</source>
        <translation>kein Cluster</translation>
    </message>
    <message>
        <source>versions differ</source>
        <translation>Versionen weichen ab</translation>
    </message>
    <message>
        <source>another configuration</source>
        <translation>andere Konfiguration</translation>
    </message>
    <message>
        <source>another client configuration</source>
        <translation>andere Client-Konfiguration</translation>
    </message>
    <message>
        <source>another schema version</source>
        <translation>andere Schema-Version</translation>
    </message>
    <message>
        <source>plugin %1 differs</source>
        <translation>Plugin %1 weicht ab</translation>
    </message>
    <message>
        <source>upgrade in progress</source>
        <translation>Aktualisierung läuft</translation>
    </message>
    <message>
        <source>gossip does not answer</source>
        <translation>Gossip antwortet nicht</translation>
    </message>
    <message>
        <source>gossip is encrypted</source>
        <translation>Gossip ist verschlüsselt</translation>
    </message>
    <message>
        <source>suspected by its peers</source>
        <translation>von den anderen verdächtigt</translation>
    </message>
    <message>
        <source>dead to its peers</source>
        <translation>für die anderen tot</translation>
    </message>
    <message>
        <source>the proxy leaves a node out</source>
        <translation>der Proxy lässt einen Knoten aus</translation>
    </message>
    <message>
        <source>WebSockets refused</source>
        <translation>WebSockets abgelehnt</translation>
    </message>
    <message>
        <source>clock is off</source>
        <translation>Uhr geht falsch</translation>
    </message>
    <message>
        <source>certificate not valid now</source>
        <translation>Zertifikat jetzt nicht gültig</translation>
    </message>
    <message numerus="yes">
        <source>certificate expires in %n day</source>
        <translation>
            <numerusform>Zertifikat läuft in %n Tag ab</numerusform>
            <numerusform>Zertifikat läuft in %n Tagen ab</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>certificate expires in %n days</source>
        <translation>
            <numerusform>Zertifikat läuft in %n Tag ab</numerusform>
            <numerusform>Zertifikat läuft in %n Tagen ab</numerusform>
        </translation>
    </message>
    <message>
        <source>certificate not trusted</source>
        <translation>Zertifikat nicht vertraut</translation>
    </message>
    <message>
        <source>certificate for another name</source>
        <translation>Zertifikat für anderen Namen</translation>
    </message>
    <message>
        <source>public key changed</source>
        <translation>öffentlicher Schlüssel geändert</translation>
    </message>
    <message>
        <source>credentials rejected</source>
        <translation>Zugangsdaten abgelehnt</translation>
    </message>
    <message>
        <source>permission missing</source>
        <translation>Recht fehlt</translation>
    </message>
    <message>
        <source>this address is not allowed</source>
        <translation>diese Adresse ist nicht erlaubt</translation>
    </message>
    <message>
        <source>unreadable answer</source>
        <translation>unlesbare Antwort</translation>
    </message>
    <message>
        <source>answer too large</source>
        <translation>Antwort zu groß</translation>
    </message>
    <message>
        <source>unexpected answer</source>
        <translation>unerwartete Antwort</translation>
    </message>
    <message>
        <source>rate limited</source>
        <translation>Rate begrenzt</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>langsam</translation>
    </message>
    <message>
        <source>more API errors than its peers</source>
        <translation>mehr API-Fehler als die anderen</translation>
    </message>
    <message>
        <source>%1 differs</source>
        <translation>%1 weicht ab</translation>
    </message>
    <message>
        <source>goroutines rise by %1 a minute</source>
        <translation>Goroutinen steigen um %1 je Minute</translation>
    </message>
    <message>
        <source>%1 goroutines, peers %2</source>
        <translation>%1 Goroutinen, andere %2</translation>
    </message>
    <message>
        <source>no metrics</source>
        <translation>keine Metriken</translation>
    </message>
    <message>
        <source>posts do not arrive</source>
        <translation>Beiträge kommen nicht an</translation>
    </message>
    <message>
        <source>posts arrive slowly</source>
        <translation>Beiträge kommen langsam an</translation>
    </message>
    <message>
        <source>probe %1 failed</source>
        <translation>Probe %1 gescheitert</translation>
    </message>
    <message>
        <source>It does not answer: what is shown is what it said last.</source>
        <translation>Er antwortet nicht: Gezeigt wird, was er zuletzt gesagt hat.</translation>
    </message>
    <message>
        <source>It has not answered yet: nothing is known of it.</source>
        <translation>Er hat noch nicht geantwortet: Von ihm ist nichts bekannt.</translation>
    </message>
    <message>
        <source>Without a token the member list, the configuration hash, the schema version and the plugins are unknown.</source>
        <translation>Ohne Token sind Mitgliederliste, Konfigurations-Hash, Schema-Version und Plugins unbekannt.</translation>
    </message>
    <message>
        <source>%1 is not offered by this version or edition.</source>
        <translation>%1 wird von dieser Version oder Edition nicht angeboten.</translation>
    </message>
    <message>
        <source>%1 rejects the credentials.</source>
        <translation>%1 lehnt die Zugangsdaten ab.</translation>
    </message>
    <message>
        <source>%1 is forbidden to this token.</source>
        <translation>%1 ist diesem Token verboten.</translation>
    </message>
    <message>
        <source>%1 needs the permission %2.</source>
        <translation>%1 braucht das Recht %2.</translation>
    </message>
    <message>
        <source>%1 gave no usable answer.</source>
        <translation>%1 gab keine brauchbare Antwort.</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>%1 is not listed by %2</source>
        <translation>%1 wird von %2 nicht genannt</translation>
    </message>
    <message numerus="yes">
        <source>%1 are not listed by %2</source>
        <translation>
            <numerusform>%1 werden von %2 nicht genannt</numerusform>
            <numerusform>%1 werden von %2 nicht genannt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 receives no posts, not even its own</source>
        <translation>%1 empfängt keine Beiträge, nicht einmal die eigenen</translation>
    </message>
    <message>
        <source>no post on one node reaches another</source>
        <translation>kein Beitrag auf einem Knoten erreicht einen anderen</translation>
    </message>
    <message>
        <source>%1 receives nothing from %2</source>
        <translation>%1 empfängt nichts von %2</translation>
    </message>
    <message>
        <source>posts on %1 do not reach %2</source>
        <translation>Beiträge auf %1 erreichen %2 nicht</translation>
    </message>
    <message>
        <source>posts are slow to reach %1 (%2), its own too</source>
        <translation>Beiträge erreichen %1 langsam (%2), auch die eigenen</translation>
    </message>
    <message>
        <source>posts are slow between all nodes (%1)</source>
        <translation>Beiträge sind zwischen allen Knoten langsam (%1)</translation>
    </message>
    <message>
        <source>posts on %1 are slow to reach %2 (%3)</source>
        <translation>Beiträge auf %1 erreichen %2 langsam (%3)</translation>
    </message>
    <message>
        <source>Redis</source>
        <translation>Redis</translation>
    </message>
    <message>
        <source>Gitaly</source>
        <translation>Gitaly</translation>
    </message>
    <message>
        <source>the registry</source>
        <translation>die Registry</translation>
    </message>
    <message>
        <source>Clair</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>the LDAP server</source>
        <translation>der LDAP-Server</translation>
    </message>
    <message>
        <source>CApp %1</source>
        <translation>CApp %1</translation>
    </message>
    <message>
        <source>%1 answers with an error (%2)</source>
        <translation>%1 antwortet mit einem Fehler (%2)</translation>
    </message>
    <message numerus="yes">
        <source>%1 answer with an error (%2)</source>
        <translation>
            <numerusform>%1 antwortet mit einem Fehler (%2)</numerusform>
            <numerusform>%1 antworten mit einem Fehler (%2)</numerusform>
        </translation>
    </message>
    <message>
        <source>probe %1 fails</source>
        <translation>Probe %1 scheitert</translation>
    </message>
    <message>
        <source>%1, though it answers to %2</source>
        <translation>%1, aber mit Antwort auf %2</translation>
    </message>
    <message>
        <source>the set of CApps</source>
        <translation>welche CApps da sind</translation>
    </message>
    <message>
        <source>whether the APIs are deployed</source>
        <translation>ob die APIs bereitgestellt sind</translation>
    </message>
    <message>
        <source>Without a token the version is unknown.</source>
        <translation>Ohne Token ist die Version unbekannt.</translation>
    </message>
    <message>
        <source>Without a login the version is unknown.</source>
        <translation>Ohne Anmeldung ist die Version unbekannt.</translation>
    </message>
    <message>
        <source>Without a login the set of CApps is unknown.</source>
        <translation>Ohne Anmeldung ist unbekannt, welche CApps da sind.</translation>
    </message>
    <message>
        <source>%1 (%2; expected: %3)</source>
        <translation>%1 (%2; erwartet: %3)</translation>
    </message>
    <message>
        <source>%1 has not told its list yet</source>
        <translation>%1 hat seine Liste noch nicht genannt</translation>
    </message>
    <message numerus="yes">
        <source>%1 have not told their lists yet</source>
        <translation>
            <numerusform>%1 haben ihre Listen noch nicht genannt</numerusform>
            <numerusform>%1 haben ihre Listen noch nicht genannt</numerusform>
        </translation>
    </message>
    <message>
        <source>the gossip of %1 has not been asked yet</source>
        <translation>der Gossip von %1 wurde noch nicht gefragt</translation>
    </message>
    <message>
        <source>without a token the API of %1 tells no list</source>
        <translation>ohne Token nennt die API von %1 keine Liste</translation>
    </message>
    <message>
        <source>the API of %1 rejects the credentials</source>
        <translation>die API von %1 lehnt die Zugangsdaten ab</translation>
    </message>
    <message>
        <source>the token may not read the list of %1 (missing permission: %2)</source>
        <translation>das Token darf die Liste von %1 nicht lesen (fehlendes Recht: %2)</translation>
    </message>
    <message numerus="yes">
        <source>the token may not read the lists of %1 (missing permission: %2)</source>
        <translation>
            <numerusform>das Token darf die Listen von %1 nicht lesen (fehlendes Recht: %2)</numerusform>
            <numerusform>das Token darf die Listen von %1 nicht lesen (fehlendes Recht: %2)</numerusform>
        </translation>
    </message>
    <message>
        <source>the version or edition of %1 tells no list</source>
        <translation>die Version oder Edition von %1 nennt keine Liste</translation>
    </message>
    <message>
        <source>%1 does not answer: its list is unknown, or as it was last</source>
        <translation>%1 antwortet nicht: Seine Liste ist unbekannt oder so, wie sie zuletzt war</translation>
    </message>
    <message numerus="yes">
        <source>%1 do not answer: their lists are unknown, or as they were last</source>
        <translation>
            <numerusform>%1 antworten nicht: Ihre Listen sind unbekannt oder so, wie sie zuletzt waren</numerusform>
            <numerusform>%1 antworten nicht: Ihre Listen sind unbekannt oder so, wie sie zuletzt waren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the gossip ports of %1 do not answer</source>
        <translation>
            <numerusform>die Gossip-Ports von %1 antworten nicht</numerusform>
            <numerusform>die Gossip-Ports von %1 antworten nicht</numerusform>
        </translation>
    </message>
    <message>
        <source>the API of %1 gave no usable list</source>
        <translation>die API von %1 gab keine brauchbare Liste</translation>
    </message>
    <message>
        <source>the gossip port of %1 gave no usable list</source>
        <translation>der Gossip-Port von %1 gab keine brauchbare Liste</translation>
    </message>
    <message numerus="yes">
        <source>the gossip ports of %1 gave no usable list</source>
        <translation>
            <numerusform>die Gossip-Ports von %1 gaben keine brauchbare Liste</numerusform>
            <numerusform>die Gossip-Ports von %1 gaben keine brauchbare Liste</numerusform>
        </translation>
    </message>
    <message>
        <source>the gossip of %1 is not asked: the cluster file switches it off</source>
        <translation>der Gossip von %1 wird nicht gefragt: Die Clusterdatei schaltet ihn ab</translation>
    </message>
    <message>
        <source>the gossip of %1 is encrypted with another key than the one given</source>
        <translation>der Gossip von %1 ist mit einem anderen Schlüssel verschlüsselt als dem angegebenen</translation>
    </message>
    <message>
        <source>a gossip key is given, but %1 does not encrypt: its answer counts for nothing</source>
        <translation>ein Gossip-Schlüssel ist angegeben, aber %1 verschlüsselt nicht: Seine Antwort zählt nicht</translation>
    </message>
    <message numerus="yes">
        <source>a gossip key is given, but %1 do not encrypt: their answers count for nothing</source>
        <translation>
            <numerusform>ein Gossip-Schlüssel ist angegeben, aber %1 verschlüsseln nicht: Ihre Antworten zählen nicht</numerusform>
            <numerusform>ein Gossip-Schlüssel ist angegeben, aber %1 verschlüsseln nicht: Ihre Antworten zählen nicht</numerusform>
        </translation>
    </message>
    <message>
        <source>the gossip of %1 refuses to tell its list: %2</source>
        <translation>der Gossip von %1 verweigert seine Liste: %2</translation>
    </message>
    <message numerus="yes">
        <source>all %n nodes</source>
        <translation>
            <numerusform>%n Knoten</numerusform>
            <numerusform>%n Knoten</numerusform>
        </translation>
    </message>
    <message>
        <source>Blocked UDP between two members cannot be seen from here: as long as TCP gets through, they keep each other alive over it. The servers&apos; logs tell.</source>
        <translation>Gesperrtes UDP zwischen zwei Mitgliedern ist von hier nicht zu sehen: Solange TCP durchkommt, halten sie einander darüber am Leben. Die Protokolle der Server zeigen es.</translation>
    </message>
    <message>
        <source>%1 does not see %2</source>
        <translation>%1 sieht %2 nicht</translation>
    </message>
    <message>
        <source>%1 sees %2</source>
        <translation>%1 sieht %2</translation>
    </message>
    <message>
        <source>%1 suspects %2</source>
        <translation>%1 verdächtigt %2</translation>
    </message>
    <message>
        <source>%1 holds %2 dead</source>
        <translation>%1 hält %2 für tot</translation>
    </message>
    <message>
        <source>%1 has it that %2 left</source>
        <translation>%1 hat %2 als gegangen</translation>
    </message>
    <message>
        <source>whether %1 sees %2 is not known</source>
        <translation>ob %1 %2 sieht, ist nicht bekannt</translation>
    </message>
    <message>
        <source>not seen</source>
        <translation>nicht gesehen</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>gesehen</translation>
    </message>
    <message>
        <source>suspected</source>
        <translation>verdächtigt</translation>
    </message>
    <message>
        <source>dead</source>
        <translation>tot</translation>
    </message>
    <message>
        <source>left</source>
        <translation>gegangen</translation>
    </message>
    <message>
        <source>%1 sees nobody and nobody sees it</source>
        <translation>%1 sieht niemanden, und niemand sieht ihn</translation>
    </message>
    <message>
        <source>%1: it elects itself leader and runs the scheduled jobs a second time</source>
        <translation>%1: Er wählt sich selbst zum Leader und führt die geplanten Aufgaben ein zweites Mal aus</translation>
    </message>
    <message>
        <source>%1 and %2 do not see each other</source>
        <translation>%1 und %2 sehen einander nicht</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 islands: %2</source>
        <translation>%1 Inseln: %2</translation>
    </message>
    <message>
        <source>%1. Each elects its own leader and runs the scheduled jobs</source>
        <translation>%1. Jede Seite wählt ihren eigenen Leader und führt die geplanten Aufgaben aus</translation>
    </message>
    <message>
        <source>everyone but %1 holds %1 dead</source>
        <translation>alle außer %1 halten %1 für tot</translation>
    </message>
    <message numerus="yes">
        <source>%1 hold %2 dead</source>
        <translation>
            <numerusform>%1 halten %2 für tot</numerusform>
            <numerusform>%1 halten %2 für tot</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 has left, as all the others have it</source>
        <translation>%1 ist gegangen, sagen alle anderen</translation>
    </message>
    <message numerus="yes">
        <source>%1 have it that %2 left</source>
        <translation>
            <numerusform>%1 haben %2 als gegangen</numerusform>
            <numerusform>%1 haben %2 als gegangen</numerusform>
        </translation>
    </message>
    <message>
        <source>nobody sees %1</source>
        <translation>niemand sieht %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 do not see %2</source>
        <translation>
            <numerusform>%1 sehen %2 nicht</numerusform>
            <numerusform>%1 sehen %2 nicht</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, nor does %2 see it</source>
        <translation>%1, und %2 sieht ihn auch nicht</translation>
    </message>
    <message numerus="yes">
        <source>%1, nor does %2 see them</source>
        <translation>
            <numerusform>%1, und %2 sieht sie auch nicht</numerusform>
            <numerusform>%1, und %2 sieht sie auch nicht</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, though %2 sees %3</source>
        <translation>%1, obwohl %2 %3 sieht</translation>
    </message>
    <message>
        <source>%1, though %2 sees all</source>
        <translation>%1, obwohl %2 alle sieht</translation>
    </message>
    <message>
        <source>%1, though %2 sees it</source>
        <translation>%1, obwohl %2 ihn sieht</translation>
    </message>
    <message numerus="yes">
        <source>%1, though %2 sees them</source>
        <translation>
            <numerusform>%1, obwohl %2 sie sieht</numerusform>
            <numerusform>%1, obwohl %2 sie sieht</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 sees nobody</source>
        <translation>%1 sieht niemanden</translation>
    </message>
    <message>
        <source>%1, though all the others see it</source>
        <translation>%1, obwohl alle anderen ihn sehen</translation>
    </message>
    <message>
        <source>%1, though they see it</source>
        <translation>%1, obwohl sie ihn sehen</translation>
    </message>
    <message numerus="yes">
        <source>%1, though %2 see it</source>
        <translation>
            <numerusform>%1, obwohl %2 ihn sehen</numerusform>
            <numerusform>%1, obwohl %2 ihn sehen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more link is missing</source>
        <translation>
            <numerusform>%n weitere Verbindung fehlt</numerusform>
            <numerusform>%n weitere Verbindung fehlt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more links are missing</source>
        <translation>
            <numerusform>%n weitere Verbindungen fehlen</numerusform>
            <numerusform>%n weitere Verbindungen fehlen</numerusform>
        </translation>
    </message>
    <message>
        <source>everyone but %1 suspects %1</source>
        <translation>alle außer %1 verdächtigen %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 suspect %2</source>
        <translation>
            <numerusform>%1 verdächtigen %2</numerusform>
            <numerusform>%1 verdächtigen %2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: unless it answers in time, it is declared dead</source>
        <translation>%1: Antwortet er nicht rechtzeitig, wird er für tot erklärt</translation>
    </message>
    <message numerus="yes">
        <source>%n more is suspected</source>
        <translation>
            <numerusform>%n weiterer wird verdächtigt</numerusform>
            <numerusform>%n weiterer wird verdächtigt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more are suspected</source>
        <translation>
            <numerusform>%n weitere werden verdächtigt</numerusform>
            <numerusform>%n weitere werden verdächtigt</numerusform>
        </translation>
    </message>
    <message>
        <source>all list %1, which is no node of the file</source>
        <translation>alle nennen %1, kein Knoten der Datei</translation>
    </message>
    <message>
        <source>%1 lists %2, which is no node of the file</source>
        <translation>%1 nennt %2, kein Knoten der Datei</translation>
    </message>
    <message numerus="yes">
        <source>%1 list %2, which is no node of the file</source>
        <translation>
            <numerusform>%1 nennen %2, kein Knoten der Datei</numerusform>
            <numerusform>%1 nennen %2, kein Knoten der Datei</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more member is no node of the file</source>
        <translation>
            <numerusform>%n weiteres Mitglied ist kein Knoten der Datei</numerusform>
            <numerusform>%n weiteres Mitglied ist kein Knoten der Datei</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more members are no nodes of the file</source>
        <translation>
            <numerusform>%n weitere Mitglieder sind keine Knoten der Datei</numerusform>
            <numerusform>%n weitere Mitglieder sind keine Knoten der Datei</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is the only node: there is nobody else to see</source>
        <translation>%1 ist der einzige Knoten: Es gibt niemanden sonst zu sehen</translation>
    </message>
    <message>
        <source>%1 sees all the others; what they see is not known</source>
        <translation>%1 sieht alle anderen; was sie sehen, ist nicht bekannt</translation>
    </message>
    <message>
        <source>%1 see each other and all the others; what those see is not known</source>
        <translation>%1 sehen einander und alle anderen; was jene sehen, ist nicht bekannt</translation>
    </message>
    <message>
        <source>%1 see each other</source>
        <translation>%1 sehen einander</translation>
    </message>
    <message numerus="yes">
        <source>all %n nodes see each other</source>
        <translation>
            <numerusform>alle %n Knoten sehen einander</numerusform>
            <numerusform>alle %n Knoten sehen einander</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 lists %2 in its API, but its gossip holds it dead</source>
        <translation>%1 nennt %2 in der API, aber sein Gossip hält ihn für tot</translation>
    </message>
    <message numerus="yes">
        <source>%1 list %2 in their API, but their gossip holds it dead</source>
        <translation>
            <numerusform>%1 nennen %2 in der API, aber ihr Gossip hält ihn für tot</numerusform>
            <numerusform>%1 nennen %2 in der API, aber ihr Gossip hält ihn für tot</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 lists %2 in its API, but in its gossip it has left</source>
        <translation>%1 nennt %2 in der API, aber in seinem Gossip ist er gegangen</translation>
    </message>
    <message numerus="yes">
        <source>%1 list %2 in their API, but in their gossip it has left</source>
        <translation>
            <numerusform>%1 nennen %2 in der API, aber in ihrem Gossip ist er gegangen</numerusform>
            <numerusform>%1 nennen %2 in der API, aber in ihrem Gossip ist er gegangen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 does not list %2 in its API, but its gossip sees it</source>
        <translation>%1 nennt %2 nicht in der API, aber sein Gossip sieht ihn</translation>
    </message>
    <message numerus="yes">
        <source>%1 do not list %2 in their API, but their gossip sees it</source>
        <translation>
            <numerusform>%1 nennen %2 nicht in der API, aber ihr Gossip sieht ihn</numerusform>
            <numerusform>%1 nennen %2 nicht in der API, aber ihr Gossip sieht ihn</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 lists %2 in its API, but its gossip does not know it</source>
        <translation>%1 nennt %2 in der API, aber sein Gossip kennt ihn nicht</translation>
    </message>
    <message numerus="yes">
        <source>%1 list %2 in their API, but their gossip does not know it</source>
        <translation>
            <numerusform>%1 nennen %2 in der API, aber ihr Gossip kennt ihn nicht</numerusform>
            <numerusform>%1 nennen %2 in der API, aber ihr Gossip kennt ihn nicht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more difference between API and gossip</source>
        <translation>
            <numerusform>%n weiterer Unterschied zwischen API und Gossip</numerusform>
            <numerusform>%n weiterer Unterschied zwischen API und Gossip</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more differences between API and gossip</source>
        <translation>
            <numerusform>%n weitere Unterschiede zwischen API und Gossip</numerusform>
            <numerusform>%n weitere Unterschiede zwischen API und Gossip</numerusform>
        </translation>
    </message>
    <message>
        <source>by the API, %1</source>
        <translation>laut API: %1</translation>
    </message>
    <message>
        <source>by gossip, %1</source>
        <translation>laut Gossip: %1</translation>
    </message>
    <message>
        <source>the proxy sends no HTTP requests to %1</source>
        <translation>der Proxy schickt keine HTTP-Anfragen an %1</translation>
    </message>
    <message>
        <source>the proxy opens no WebSockets to %1</source>
        <translation>der Proxy öffnet keine WebSockets zu %1</translation>
    </message>
    <message>
        <source>all that went through the proxy led to %1</source>
        <translation>alles, was durch den Proxy ging, führte zu %1</translation>
    </message>
    <message>
        <source>all HTTP requests through the proxy led to %1</source>
        <translation>alle HTTP-Anfragen durch den Proxy führten zu %1</translation>
    </message>
    <message>
        <source>all WebSockets through the proxy led to %1</source>
        <translation>alle WebSockets durch den Proxy führten zu %1</translation>
    </message>
    <message>
        <source>%1, nothing to %2 (so it is from this workstation: a proxy that binds an address to one node looks the same)</source>
        <translation>%1, nichts zu %2 (so ist es von diesem Rechner aus: Ein Proxy, der eine Adresse an einen Knoten bindet, sieht genauso aus)</translation>
    </message>
    <message>
        <source>%1 is split off from %2: it sees nobody, nobody sees it, and it elects itself leader and runs the scheduled jobs a second time</source>
        <translation>%1 ist von %2 abgespalten: Er sieht niemanden, niemand sieht ihn, und er wählt sich selbst zum Leader und führt die geplanten Aufgaben ein zweites Mal aus</translation>
    </message>
    <message>
        <source>%1 sees nobody, though %2 sees it</source>
        <translation>%1 sieht niemanden, obwohl %2 ihn sieht</translation>
    </message>
    <message numerus="yes">
        <source>%1 sees nobody, though %2 see it</source>
        <translation>
            <numerusform>%1 sieht niemanden, obwohl %2 ihn sehen</numerusform>
            <numerusform>%1 sieht niemanden, obwohl %2 ihn sehen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is seen by nobody, though it sees %2</source>
        <translation>%1 wird von niemandem gesehen, obwohl er %2 sieht</translation>
    </message>
    <message>
        <source>the member lists differ: %1</source>
        <translation>die Mitgliederlisten unterscheiden sich: %1</translation>
    </message>
    <message numerus="yes">
        <source>%1, and %n more</source>
        <translation>
            <numerusform>%1 und eine weitere</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>the member lists differ: %1 each have their own</source>
        <translation>die Mitgliederlisten unterscheiden sich: %1 haben je ihre eigene</translation>
    </message>
    <message>
        <source>the cluster is split: %1 on one side, %2 on the other, and each side elects its own leader and runs the scheduled jobs</source>
        <translation>der Cluster ist gespalten: %1 auf der einen Seite, %2 auf der anderen, und jede Seite wählt einen eigenen Leader und führt die geplanten Aufgaben aus</translation>
    </message>
    <message>
        <source>the cluster is split into %1 parts: %2; each elects its own leader and runs the scheduled jobs</source>
        <translation>der Cluster ist in %1 Teile gespalten: %2; jeder wählt einen eigenen Leader und führt die geplanten Aufgaben aus</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 is suspected by the gossip of %2</source>
        <translation>%1 wird vom Gossip von %2 verdächtigt</translation>
    </message>
    <message numerus="yes">
        <source>%1 are suspected by the gossip of %2</source>
        <translation>
            <numerusform>%1 werden vom Gossip von %2 verdächtigt</numerusform>
            <numerusform>%1 werden vom Gossip von %2 verdächtigt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is held dead by the gossip of %2</source>
        <translation>%1 wird vom Gossip von %2 für tot gehalten</translation>
    </message>
    <message numerus="yes">
        <source>%1 are held dead by the gossip of %2</source>
        <translation>
            <numerusform>%1 werden vom Gossip von %2 für tot gehalten</numerusform>
            <numerusform>%1 werden vom Gossip von %2 für tot gehalten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, though it answers</source>
        <translation>%1, obwohl er antwortet</translation>
    </message>
    <message numerus="yes">
        <source>%1, though they answer</source>
        <translation>
            <numerusform>%1, obwohl sie antworten</numerusform>
            <numerusform>%1, obwohl sie antworten</numerusform>
        </translation>
    </message>
    <message>
        <source>the gossip of %1 does not hold it</source>
        <translation>der Gossip von %1 führt ihn nicht</translation>
    </message>
    <message>
        <source>%1; without a token their configurations and plugins cannot be compared</source>
        <translation>%1; ohne Token lassen sich ihre Konfigurationen und Plugins nicht vergleichen</translation>
    </message>
    <message>
        <source>%1 and reach the threshold in about %2 (not before %3)</source>
        <translation>%1 und erreichen die Schwelle in etwa %2 (nicht vor %3)</translation>
    </message>
    <message>
        <source>%1 and reach the threshold in about %2 (between %3 and %4)</source>
        <translation>%1 und erreichen die Schwelle in etwa %2 (zwischen %3 und %4)</translation>
    </message>
    <message numerus="yes">
        <source>%1, though they answer to %2</source>
        <translation>
            <numerusform>%1, aber mit Antwort auf %2</numerusform>
            <numerusform>%1, aber mit Antwort auf %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>Generic</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>Produktion</translation>
    </message>
    <message>
        <source>Staging</source>
        <translation>Vorstufe</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Kritisch</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>Zeit überschritten</translation>
    </message>
    <message>
        <source>Name not found</source>
        <translation>Name nicht gefunden</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurückgesetzt</translation>
    </message>
    <message>
        <source>Closed too early</source>
        <translation>Zu früh geschlossen</translation>
    </message>
    <message>
        <source>No route</source>
        <translation>Kein Weg dorthin</translation>
    </message>
    <message>
        <source>Certificate not trusted</source>
        <translation>Zertifikat nicht vertraut</translation>
    </message>
    <message>
        <source>Certificate for another name</source>
        <translation>Zertifikat für anderen Namen</translation>
    </message>
    <message>
        <source>Certificate expired</source>
        <translation>Zertifikat abgelaufen</translation>
    </message>
    <message>
        <source>Key is not the pinned one</source>
        <translation>Schlüssel ist nicht der festgelegte</translation>
    </message>
    <message>
        <source>TLS failed</source>
        <translation>TLS gescheitert</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Zu groß</translation>
    </message>
    <message>
        <source>Not HTTP</source>
        <translation>Kein HTTP</translation>
    </message>
    <message>
        <source>Workstation&apos;s proxy failed</source>
        <translation>Proxy dieses Rechners gescheitert</translation>
    </message>
    <message>
        <source>Cannot be sent</source>
        <translation>Nicht sendbar</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Unexpected answer</source>
        <translation>Unerwartete Antwort</translation>
    </message>
    <message>
        <source>Rate limited</source>
        <translation>Rate begrenzt</translation>
    </message>
    <message>
        <source>Token rejected</source>
        <translation>Token abgelehnt</translation>
    </message>
    <message>
        <source>Forbidden</source>
        <translation>Verboten</translation>
    </message>
    <message>
        <source>Address not allowed</source>
        <translation>Adresse nicht erlaubt</translation>
    </message>
    <message>
        <source>Not offered</source>
        <translation>Nicht angeboten</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>noch nicht gefragt</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>antwortet</translation>
    </message>
    <message>
        <source>the last attempt failed, a second one follows</source>
        <translation>der letzte Versuch scheiterte, ein zweiter folgt</translation>
    </message>
    <message numerus="yes">
        <source>does not answer (%n attempt(s))</source>
        <translation>
            <numerusform>antwortet nicht (%n Versuch)</numerusform>
            <numerusform>antwortet nicht (%n Versuche)</numerusform>
        </translation>
    </message>
    <message>
        <source>stopped at TLS, nothing was sent</source>
        <translation>an TLS gescheitert, nichts wurde gesendet</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>Gateway</translation>
    </message>
    <message>
        <source>Traffic Manager</source>
        <translation>Traffic Manager</translation>
    </message>
    <message>
        <source>Key Manager</source>
        <translation>Key Manager</translation>
    </message>
    <message>
        <source>Control Plane</source>
        <translation>Control Plane</translation>
    </message>
    <message>
        <source>All-in-one</source>
        <translation>All-in-one</translation>
    </message>
    <message>
        <source>%1 goroutines</source>
        <translation>%1 Goroutinen</translation>
    </message>
    <message>
        <source>%1 threads</source>
        <translation>%1 Threads</translation>
    </message>
</context>
<context>
    <name>rollcall::AcknowledgeDialog</name>
    <message>
        <source>Acknowledge</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>What is being done about it, by whom</source>
        <translation>Was getan wird, und von wem</translation>
    </message>
    <message>
        <source>&amp;Reason:</source>
        <translation>&amp;Grund:</translation>
    </message>
    <message>
        <source>For an hour</source>
        <translation>Für eine Stunde</translation>
    </message>
    <message>
        <source>For four hours</source>
        <translation>Für vier Stunden</translation>
    </message>
    <message>
        <source>Until 8 in the morning</source>
        <translation>Bis 8 Uhr morgens</translation>
    </message>
    <message>
        <source>For a week</source>
        <translation>Für eine Woche</translation>
    </message>
    <message>
        <source>Until it is over</source>
        <translation>Bis es vorbei ist</translation>
    </message>
    <message>
        <source>&amp;Until:</source>
        <translation>&amp;Bis:</translation>
    </message>
    <message>
        <source>&amp;Acknowledge</source>
        <translation>Be&amp;stätigen</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>jemand</translation>
    </message>
</context>
<context>
    <name>rollcall::Announcer</name>
    <message>
        <source>%1 is %2</source>
        <translation>%1 ist %2</translation>
    </message>
    <message numerus="yes">
        <source>; and %n more change(s)</source>
        <translation>
            <numerusform>; und %n weitere Änderung</numerusform>
            <numerusform>; und %n weitere Änderungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rollcall::BeliefLegend</name>
    <message>
        <source>Marks: %1</source>
        <translation>Zeichen: %1</translation>
    </message>
    <message>
        <source>API and gossip differ</source>
        <translation>API und Gossip widersprechen sich</translation>
    </message>
</context>
<context>
    <name>rollcall::BeliefPanel</name>
    <message>
        <source>What the lists say</source>
        <translation>Was die Listen sagen</translation>
    </message>
    <message>
        <source>&amp;Edit the cluster…</source>
        <translation>Cluster &amp;bearbeiten…</translation>
    </message>
    <message>
        <source>Token, gossip port and gossip key stand in the cluster file</source>
        <translation>Token, Gossip-Port und Gossip-Schlüssel stehen in der Clusterdatei</translation>
    </message>
    <message>
        <source>API: the row lists the column</source>
        <translation>API: Die Zeile nennt die Spalte</translation>
    </message>
    <message>
        <source>API and gossip: the row sees the column</source>
        <translation>API und Gossip: Die Zeile sieht die Spalte</translation>
    </message>
    <message>
        <source>Gossip: how the row holds the column</source>
        <translation>Gossip: Wofür die Zeile die Spalte hält</translation>
    </message>
</context>
<context>
    <name>rollcall::BoardModel</name>
    <message numerus="yes">
        <source>%n node(s), asked every %1</source>
        <translation>
            <numerusform>%n Knoten, alle %1 gefragt</numerusform>
            <numerusform>%n Knoten, alle %1 gefragt</numerusform>
        </translation>
    </message>
    <message>
        <source>presumed leader</source>
        <translation>vermutlich Leader</translation>
    </message>
</context>
<context>
    <name>rollcall::BoardPage</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter ( / )   !word inverts</source>
        <translation>Filter ( / )   !Wort kehrt um</translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>Kacheln</translation>
    </message>
    <message>
        <source>Show tiles</source>
        <translation>Kacheln zeigen</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Show a list</source>
        <translation>Liste zeigen</translation>
    </message>
    <message numerus="yes">
        <source>No node passes the filter. Escape shows all %n again.</source>
        <translation>
            <numerusform>Kein Knoten passt zum Filter. Escape zeigt wieder den einen.</numerusform>
            <numerusform>Kein Knoten passt zum Filter. Escape zeigt wieder alle %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Tafel</translation>
    </message>
</context>
<context>
    <name>rollcall::BoardView</name>
    <message>
        <source>Board</source>
        <translation>Tafel</translation>
    </message>
    <message>
        <source>The nodes of all open clusters, worst first</source>
        <translation>Die Knoten aller geöffneten Cluster, die schlimmsten zuerst</translation>
    </message>
    <message>
        <source>Presumed leader: it has the lowest id of the cluster; no endpoint says who leads.</source>
        <translation>Vermutlich Leader: Er hat die kleinste Kennung im Cluster; kein Endpunkt sagt, wer führt.</translation>
    </message>
</context>
<context>
    <name>rollcall::ChangesModel</name>
    <message>
        <source>What was said</source>
        <translation>Was gesagt wurde</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Um</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Not well</source>
        <translation>Gestört</translation>
    </message>
    <message>
        <source>%1 (watch began)</source>
        <translation>%1 (Beobachtung begann)</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Still: %1</source>
        <translation>Weiterhin: %1</translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation>Neu: %1</translation>
    </message>
    <message>
        <source>Over: %1</source>
        <translation>Vorbei: %1</translation>
    </message>
</context>
<context>
    <name>rollcall::ChangesPanel</name>
    <message>
        <source>State changes</source>
        <translation>Zustandswechsel</translation>
    </message>
    <message>
        <source>The selected change</source>
        <translation>Der gewählte Wechsel</translation>
    </message>
    <message>
        <source>No history is kept of this cluster.</source>
        <translation>Von diesem Cluster wird kein Verlauf aufbewahrt.</translation>
    </message>
    <message>
        <source>The state did not change in this span. Each change is kept for 90 days.</source>
        <translation>Der Zustand hat in diesem Zeitraum nicht gewechselt. Jeder Wechsel bleibt 90 Tage erhalten.</translation>
    </message>
    <message>
        <source>The recording&apos;s file was full: changes up to %1 were removed before their 90 days were over.</source>
        <translation>Die Datei der Aufzeichnung war voll: Wechsel bis %1 wurden entfernt, bevor ihre 90 Tage um waren.</translation>
    </message>
</context>
<context>
    <name>rollcall::ClusterEditor</name>
    <message>
        <source>New cluster</source>
        <translation>Neuer Cluster</translation>
    </message>
    <message>
        <source>Edit cluster file – %1</source>
        <translation>Clusterdatei bearbeiten – %1</translation>
    </message>
    <message>
        <source>&amp;Form</source>
        <translation>&amp;Formular</translation>
    </message>
    <message>
        <source>&amp;JSON</source>
        <translation>&amp;JSON</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>&amp;Speichern unter…</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Where the token is kept</source>
        <translation>Wo das Token liegt</translation>
    </message>
    <message>
        <source>No token</source>
        <translation>Kein Token</translation>
    </message>
    <message>
        <source>Environment variable</source>
        <translation>Umgebungsvariable</translation>
    </message>
    <message>
        <source>File (mode 0600)</source>
        <translation>Datei (Modus 0600)</translation>
    </message>
    <message>
        <source>Keychain entry</source>
        <translation>Eintrag im Schlüsselbund</translation>
    </message>
    <message>
        <source>Name of the token, never the token itself</source>
        <translation>Name des Tokens, niemals das Token selbst</translation>
    </message>
    <message>
        <source>its name – never the token itself</source>
        <translation>sein Name – niemals das Token selbst</translation>
    </message>
    <message>
        <source>To&amp;ken</source>
        <translation>To&amp;ken</translation>
    </message>
    <message>
        <source>N&amp;ame</source>
        <translation>N&amp;ame</translation>
    </message>
    <message>
        <source>production</source>
        <translation>produktion</translation>
    </message>
    <message>
        <source>&amp;Environment</source>
        <translation>&amp;Umgebung</translation>
    </message>
    <message>
        <source>&amp;Product</source>
        <translation>&amp;Produkt</translation>
    </message>
    <message>
        <source>Public &amp;URL</source>
        <translation>Öffentliche U&amp;RL</translation>
    </message>
    <message>
        <source>https://chat.example.com – the proxy; may be left out</source>
        <translation>https://chat.example.com – der Proxy; darf fehlen</translation>
    </message>
    <message>
        <source>&amp;Interval</source>
        <translation>&amp;Intervall</translation>
    </message>
    <message>
        <source>Ti&amp;meout</source>
        <translation>&amp;Zeitgrenze</translation>
    </message>
    <message>
        <source>&amp;Retry after</source>
        <translation>&amp;Wiederholen nach</translation>
    </message>
    <message>
        <source>&amp;CA file</source>
        <translation>&amp;CA-Datei</translation>
    </message>
    <message>
        <source>of a private certificate authority; may be left out</source>
        <translation>einer eigenen Zertifizierungsstelle; darf fehlen</translation>
    </message>
    <message>
        <source>P&amp;inned key</source>
        <translation>F&amp;estgelegter Schlüssel</translation>
    </message>
    <message>
        <source>sha256//… ; may be left out</source>
        <translation>sha256//… ; darf fehlen</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>A&amp;dd node</source>
        <translation>Knoten &amp;hinzufügen</translation>
    </message>
    <message>
        <source>Remove n&amp;ode</source>
        <translation>Kn&amp;oten entfernen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Connect to</source>
        <translation>Verbinden mit</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>The whole file as JSON</source>
        <translation>Die ganze Datei als JSON</translation>
    </message>
    <message>
        <source>line %1, column %2: </source>
        <translation>Zeile %1, Spalte %2: </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… und %n weiterer</numerusform>
            <numerusform>… und %n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This file can be read: %n node(s).</source>
        <translation>
            <numerusform>Diese Datei ist lesbar: %n Knoten.</numerusform>
            <numerusform>Diese Datei ist lesbar: %n Knoten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Some fields are not right yet.</source>
        <translation>Einige Felder stimmen noch nicht.</translation>
    </message>
    <message>
        <source>Save cluster file</source>
        <translation>Clusterdatei speichern</translation>
    </message>
    <message>
        <source>The file has changed</source>
        <translation>Die Datei wurde geändert</translation>
    </message>
    <message>
        <source>%1 was written by something else since it was opened here.</source>
        <translation>%1 wurde von etwas anderem geschrieben, seit sie hier geöffnet wurde.</translation>
    </message>
    <message>
        <source>Overwrite it</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>Cannot save the cluster file</source>
        <translation>Die Clusterdatei lässt sich nicht speichern</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
</context>
<context>
    <name>rollcall::CommandPalette</name>
    <message>
        <source>Find</source>
        <translation>Finden</translation>
    </message>
    <message>
        <source>Find a node, a cluster, an action</source>
        <translation>Einen Knoten, Cluster oder Befehl finden</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>node of %1, %2</source>
        <translation>Knoten von %1, %2</translation>
    </message>
    <message>
        <source>open %1</source>
        <translation>%1 öffnen</translation>
    </message>
</context>
<context>
    <name>rollcall::CountButton</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Show only the nodes in this state (%1)</source>
        <translation>Nur die Knoten in diesem Zustand zeigen (%1)</translation>
    </message>
</context>
<context>
    <name>rollcall::DesktopNotices</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Bestätigen</translation>
    </message>
</context>
<context>
    <name>rollcall::EmptyBoard</name>
    <message>
        <source>No cluster is open</source>
        <translation>Kein Cluster ist geöffnet</translation>
    </message>
    <message>
        <source>Each node of an open cluster stands here as a tile that says how it is, and one sentence above says what is wrong.</source>
        <translation>Jeder Knoten eines geöffneten Clusters steht hier als Kachel, die sagt, wie es ihm geht, und ein Satz darüber sagt, was nicht stimmt.</translation>
    </message>
    <message>
        <source>&amp;Try the built-in cluster</source>
        <translation>Eingebauten Cluster &amp;ausprobieren</translation>
    </message>
    <message>
        <source>&amp;Open a cluster file…</source>
        <translation>Clusterdatei ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>A JSON file that describes a cluster</source>
        <translation>Eine JSON-Datei, die einen Cluster beschreibt</translation>
    </message>
    <message>
        <source>&amp;New cluster…</source>
        <translation>&amp;Neuer Cluster…</translation>
    </message>
    <message>
        <source>Describe a cluster in a form</source>
        <translation>Einen Cluster in einem Formular beschreiben</translation>
    </message>
    <message>
        <source>A cluster that runs inside this program, with faults to try out</source>
        <translation>Ein Cluster, der in diesem Programm läuft, mit Störungen zum Ausprobieren</translation>
    </message>
</context>
<context>
    <name>rollcall::EmptyGossip</name>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>&amp;Open a cluster file…</source>
        <translation>Clusterdatei ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>&amp;Edit the cluster…</source>
        <translation>Cluster &amp;bearbeiten…</translation>
    </message>
    <message>
        <source>&amp;Probe now</source>
        <translation>Jetzt &amp;fragen</translation>
    </message>
    <message>
        <source>&amp;Back to the board</source>
        <translation>&amp;Zurück zur Tafel</translation>
    </message>
</context>
<context>
    <name>rollcall::FactsModel</name>
    <message>
        <source>Fact</source>
        <translation>Tatsache</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Told by</source>
        <translation>Gesagt von</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>Erreicht</translation>
    </message>
    <message>
        <source>Connected to</source>
        <translation>Verbunden mit</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>Build</translation>
    </message>
    <message>
        <source>Current version</source>
        <translation>Aktuelle Version</translation>
    </message>
    <message>
        <source>Client configuration hash</source>
        <translation>Hash der Client-Konfiguration</translation>
    </message>
    <message>
        <source>Licensed</source>
        <translation>Lizenziert</translation>
    </message>
    <message>
        <source>Calls itself healthy</source>
        <translation>Nennt sich gesund</translation>
    </message>
    <message>
        <source>Component %1</source>
        <translation>Komponente %1</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>down</source>
        <translation>ausgefallen</translation>
    </message>
    <message>
        <source>Search backend</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Nennt</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemanden</translation>
    </message>
    <message>
        <source>Sees</source>
        <translation>Sieht</translation>
    </message>
    <message>
        <source>Reaches</source>
        <translation>Erreicht</translation>
    </message>
    <message>
        <source>Cluster id</source>
        <translation>Cluster-Kennung</translation>
    </message>
    <message>
        <source>Host name</source>
        <translation>Rechnername</translation>
    </message>
    <message>
        <source>Gossip address</source>
        <translation>Gossip-Adresse</translation>
    </message>
    <message>
        <source>Configuration hash</source>
        <translation>Hash der Konfiguration</translation>
    </message>
    <message>
        <source>Leader</source>
        <translation>Leader</translation>
    </message>
    <message>
        <source>presumed: it has the lowest id of the cluster</source>
        <translation>vermutlich: Er hat die kleinste Kennung im Cluster</translation>
    </message>
    <message>
        <source>Goroutines</source>
        <translation>Goroutinen</translation>
    </message>
    <message>
        <source>API requests since start</source>
        <translation>API-Anfragen seit dem Start</translation>
    </message>
    <message>
        <source>API errors since start</source>
        <translation>API-Fehler seit dem Start</translation>
    </message>
    <message>
        <source>WebSocket connections</source>
        <translation>WebSocket-Verbindungen</translation>
    </message>
    <message>
        <source>Cluster health score</source>
        <translation>Gesundheitswert des Clusters</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>Goroutine threshold</source>
        <translation>Goroutinen-Schwelle</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) compared</source>
        <translation>
            <numerusform>%n Schlüssel verglichen</numerusform>
            <numerusform>%n Schlüssel verglichen</numerusform>
        </translation>
    </message>
    <message>
        <source>License</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>present</source>
        <translation>vorhanden</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>License allows a cluster</source>
        <translation>Lizenz erlaubt einen Cluster</translation>
    </message>
    <message>
        <source>Schema version</source>
        <translation>Schema-Version</translation>
    </message>
    <message>
        <source>Plugins</source>
        <translation>Plugins</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Clock against this computer</source>
        <translation>Uhr gegen diesen Rechner</translation>
    </message>
    <message>
        <source>%1 (exact to half a second)</source>
        <translation>%1 (auf eine halbe Sekunde genau)</translation>
    </message>
    <message>
        <source>Certificate of</source>
        <translation>Zertifikat von</translation>
    </message>
    <message>
        <source>Certificate names</source>
        <translation>Namen im Zertifikat</translation>
    </message>
    <message>
        <source>Certificate issued by</source>
        <translation>Zertifikat ausgestellt von</translation>
    </message>
    <message>
        <source>Certificate valid from</source>
        <translation>Zertifikat gültig ab</translation>
    </message>
    <message>
        <source>Certificate valid until</source>
        <translation>Zertifikat gültig bis</translation>
    </message>
    <message>
        <source>Certificate chain</source>
        <translation>Zertifikatskette</translation>
    </message>
    <message>
        <source>Certificate fingerprint</source>
        <translation>Fingerabdruck des Zertifikats</translation>
    </message>
    <message>
        <source>Public key pin</source>
        <translation>Prüfwert des Schlüssels</translation>
    </message>
    <message>
        <source>%1 of %2 lost</source>
        <translation>%1 von %2 verloren</translation>
    </message>
    <message>
        <source>%1 ms, %2</source>
        <translation>%1 ms, %2</translation>
    </message>
    <message>
        <source>Messages from %1</source>
        <translation>Nachrichten von %1</translation>
    </message>
    <message>
        <source>Messages to %1</source>
        <translation>Nachrichten an %1</translation>
    </message>
    <message>
        <source>WebSocket</source>
        <translation>WebSocket</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>abgelehnt: %1</translation>
    </message>
    <message>
        <source>opens</source>
        <translation>öffnet sich</translation>
    </message>
    <message>
        <source>Says of itself</source>
        <translation>Sagt von sich</translation>
    </message>
    <message>
        <source>Probe %1</source>
        <translation>Probe %1</translation>
    </message>
    <message>
        <source>as expected</source>
        <translation>wie erwartet</translation>
    </message>
    <message>
        <source>%1; expected: %2</source>
        <translation>%1; erwartet: %2</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>cannot be told: %1</source>
        <translation>nicht zu sagen: %1</translation>
    </message>
    <message>
        <source>%1 (of %2)</source>
        <translation>%1 (von %2)</translation>
    </message>
    <message>
        <source>HTTP connections</source>
        <translation>HTTP-Verbindungen</translation>
    </message>
    <message>
        <source>WebSockets</source>
        <translation>WebSockets</translation>
    </message>
    <message>
        <source>Gossip holds</source>
        <translation>Gossip führt</translation>
    </message>
    <message>
        <source>Gossip is</source>
        <translation>Gossip ist</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>verschlüsselt</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>nicht verschlüsselt</translation>
    </message>
    <message>
        <source>compressed</source>
        <translation>komprimiert</translation>
    </message>
    <message>
        <source>not compressed</source>
        <translation>nicht komprimiert</translation>
    </message>
</context>
<context>
    <name>rollcall::FindingsModel</name>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Beleg</translation>
    </message>
</context>
<context>
    <name>rollcall::GossipPage</name>
    <message>
        <source>&amp;Probe now</source>
        <translation>Jetzt &amp;fragen</translation>
    </message>
    <message>
        <source>Ask every node for its lists now (F5)</source>
        <translation>Jeden Knoten jetzt nach seinen Listen fragen (F5)</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Which of the open clusters</source>
        <translation>Welcher der geöffneten Cluster</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beide</translation>
    </message>
    <message>
        <source>Show what the API and what gossip says</source>
        <translation>Zeigen, was die API und was der Gossip sagt</translation>
    </message>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>Show whom each node lists in its API</source>
        <translation>Zeigen, wen jeder Knoten in seiner API nennt</translation>
    </message>
    <message>
        <source>Gossip</source>
        <translation>Gossip</translation>
    </message>
    <message>
        <source>Show whom the gossip of each node holds, and how</source>
        <translation>Zeigen, wen der Gossip jedes Knotens wofür hält</translation>
    </message>
    <message>
        <source>Copy as &amp;text</source>
        <translation>Als Te&amp;xt kopieren</translation>
    </message>
    <message>
        <source>Copy sentences and matrices (Ctrl+C)</source>
        <translation>Sätze und Matrizen kopieren (Strg+C)</translation>
    </message>
    <message>
        <source>Copy as &amp;Markdown</source>
        <translation>Als &amp;Markdown kopieren</translation>
    </message>
    <message>
        <source>Copy sentences and matrices for a ticket</source>
        <translation>Sätze und Matrizen für ein Ticket kopieren</translation>
    </message>
    <message>
        <source>Copied the matrix as text.</source>
        <translation>Matrix als Text kopiert.</translation>
    </message>
    <message>
        <source>Copied the matrix as Markdown.</source>
        <translation>Matrix als Markdown kopiert.</translation>
    </message>
    <message>
        <source>Who sees whom</source>
        <translation>Wer sieht wen</translation>
    </message>
    <message>
        <source>No cluster is open</source>
        <translation>Kein Cluster ist geöffnet</translation>
    </message>
    <message>
        <source>Here stands who of a cluster&apos;s nodes sees whom, and in words who is cut off.</source>
        <translation>Hier steht, welcher Knoten eines Clusters welchen sieht, und in Worten, wer abgeschnitten ist.</translation>
    </message>
    <message>
        <source>Who sees whom – %1</source>
        <translation>Wer sieht wen – %1</translation>
    </message>
    <message>
        <source>Here stands who of these nodes sees whom, and in words who is cut off.</source>
        <translation>Hier steht, welcher dieser Knoten welchen sieht, und in Worten, wer abgeschnitten ist.</translation>
    </message>
    <message>
        <source>These nodes keep no list of each other</source>
        <translation>Diese Knoten führen keine Liste voneinander</translation>
    </message>
    <message>
        <source>Nothing that this cluster&apos;s products tell says which node sees which. A product that uses memberlist can be asked for it: give its nodes a gossip port in the cluster file.</source>
        <translation>Nichts, was die Produkte dieses Clusters nennen, sagt, welcher Knoten welchen sieht. Ein Produkt, das memberlist benutzt, lässt sich danach fragen, wenn seine Knoten in der Clusterdatei einen Gossip-Port haben.</translation>
    </message>
    <message>
        <source>No list is known</source>
        <translation>Keine Liste ist bekannt</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n Knoten</numerusform>
            <numerusform>%n Knoten</numerusform>
        </translation>
    </message>
    <message>
        <source>lists known: %1 by API, %2 by gossip</source>
        <translation>bekannte Listen: %1 laut API, %2 laut Gossip</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) of products without lists</source>
        <translation>
            <numerusform>%n Knoten eines Produkts ohne Listen</numerusform>
            <numerusform>%n Knoten von Produkten ohne Listen</numerusform>
        </translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
</context>
<context>
    <name>rollcall::IncidentsModel</name>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Lasted</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Mal</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>acknowledged until %1: %2</source>
        <translation>bestätigt bis %1: %2</translation>
    </message>
    <message>
        <source>acknowledged: %1</source>
        <translation>bestätigt: %1</translation>
    </message>
    <message>
        <source>in maintenance</source>
        <translation>in Wartung</translation>
    </message>
    <message>
        <source>comes and goes</source>
        <translation>kommt und geht</translation>
    </message>
    <message>
        <source>over</source>
        <translation>vorbei</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>Seit %1</translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation>Von %1 bis %2</translation>
    </message>
    <message>
        <source>Acknowledged by %1 at %2: %3</source>
        <translation>Bestätigt von %1 um %2: %3</translation>
    </message>
    <message>
        <source>Explained by: %1</source>
        <translation>Erklärt durch: %1</translation>
    </message>
    <message>
        <source>Explains: %1</source>
        <translation>Erklärt: %1</translation>
    </message>
    <message>
        <source>the whole cluster</source>
        <translation>der ganze Cluster</translation>
    </message>
    <message>
        <source>%1, over: %2</source>
        <translation>%1, vorbei: %2</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>every day, next %1</source>
        <translation>jeden Tag, das nächste Mal %1</translation>
    </message>
    <message>
        <source>every week, next %1</source>
        <translation>jede Woche, das nächste Mal %1</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>Now: %1</source>
        <translation>Jetzt: %1</translation>
    </message>
</context>
<context>
    <name>rollcall::IncidentsPage</name>
    <message>
        <source>Incidents</source>
        <translation>Vorfälle</translation>
    </message>
    <message>
        <source>The selected incident</source>
        <translation>Der gewählte Vorfall</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Which incidents</source>
        <translation>Welche Vorfälle</translation>
    </message>
    <message>
        <source>Those that last</source>
        <translation>Die noch andauern</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Letzte 24 Stunden</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>Letzte 90 Tage</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>&amp;Acknowledge…</source>
        <translation>Be&amp;stätigen…</translation>
    </message>
    <message>
        <source>Say that somebody works on it: no reminders until then (A)</source>
        <translation>Sagen, dass jemand daran arbeitet: bis dahin keine Erinnerungen (A)</translation>
    </message>
    <message>
        <source>&amp;Maintenance…</source>
        <translation>&amp;Wartung…</translation>
    </message>
    <message>
        <source>Spans in which nobody is told what happens to nodes</source>
        <translation>Zeiten, in denen niemandem gemeldet wird, was mit Knoten geschieht</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>Incidents – %1</source>
        <translation>Vorfälle – %1</translation>
    </message>
    <message>
        <source>No cluster is open. What happens to its nodes would be listed here.</source>
        <translation>Kein Cluster ist geöffnet. Hier stünde, was mit seinen Knoten geschieht.</translation>
    </message>
    <message>
        <source>No history is kept of this cluster.</source>
        <translation>Von diesem Cluster wird kein Verlauf aufbewahrt.</translation>
    </message>
    <message>
        <source>Nothing is wrong now. Choose a longer span to see what was.</source>
        <translation>Jetzt ist nichts gestört. Ein längerer Zeitraum zeigt, was war.</translation>
    </message>
    <message>
        <source>Nothing happened in this span. A finding that lasts becomes an incident.</source>
        <translation>In diesem Zeitraum geschah nichts. Ein Befund, der anhält, wird zum Vorfall.</translation>
    </message>
    <message>
        <source>Maintenance: %1</source>
        <translation>Wartung: %1</translation>
    </message>
    <message>
        <source>Acknowledged.</source>
        <translation>Bestätigt.</translation>
    </message>
    <message>
        <source>Export the incidents</source>
        <translation>Die Vorfälle exportieren</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>Exportiert nach %1.</translation>
    </message>
    <message>
        <source>The raw answers around what is selected, for another machine to open</source>
        <translation>Die rohen Antworten um das Ausgewählte herum, zum Öffnen auf einem anderen Rechner</translation>
    </message>
    <message>
        <source>What is listed</source>
        <translation>Was aufgelistet ist</translation>
    </message>
    <message>
        <source>State changes</source>
        <translation>Zustandswechsel</translation>
    </message>
    <message>
        <source>What is listed as CSV or JSON; incidents also as Markdown</source>
        <translation>Das Aufgelistete als CSV oder JSON; Vorfälle auch als Markdown</translation>
    </message>
    <message>
        <source>Export &amp;Recording Around This Change…</source>
        <translation>&amp;Aufzeichnung um diesen Wechsel exportieren…</translation>
    </message>
    <message>
        <source>Export &amp;Recording of This Incident…</source>
        <translation>&amp;Aufzeichnung dieses Vorfalls exportieren…</translation>
    </message>
    <message>
        <source>Around the chosen change</source>
        <translation>Um den gewählten Wechsel</translation>
    </message>
    <message>
        <source>Around the chosen incident</source>
        <translation>Um den gewählten Vorfall</translation>
    </message>
    <message>
        <source>Export the state changes</source>
        <translation>Zustandswechsel exportieren</translation>
    </message>
    <message>
        <source>Cannot export what is listed</source>
        <translation>Das Aufgelistete lässt sich nicht exportieren</translation>
    </message>
</context>
<context>
    <name>rollcall::KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>Pfeile</translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation>Pos1, Ende</translation>
    </message>
    <message>
        <source>To the first, the last tile</source>
        <translation>Zur ersten, zur letzten Kachel</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <translation>Strg+C</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>To the next control</source>
        <translation>Zum nächsten Bedienelement</translation>
    </message>
    <message>
        <source>Move between tiles, between cells</source>
        <translation>Zwischen Kacheln, zwischen Zellen bewegen</translation>
    </message>
    <message>
        <source>Open the node, of a cell that of its row</source>
        <translation>Den Knoten öffnen, bei einer Zelle den der Zeile</translation>
    </message>
    <message>
        <source>Shift+Enter</source>
        <translation>Umschalt+Eingabe</translation>
    </message>
    <message>
        <source>Open the node of the cell&apos;s column</source>
        <translation>Den Knoten der Spalte einer Zelle öffnen</translation>
    </message>
    <message>
        <source>Copy rows of a table, or the matrix, as text</source>
        <translation>Zeilen einer Tabelle oder die Matrix als Text kopieren</translation>
    </message>
    <message>
        <source>←, →</source>
        <translation>←, →</translation>
    </message>
    <message>
        <source>Trends: move the crosshair</source>
        <translation>Verlauf: Fadenkreuz bewegen</translation>
    </message>
    <message>
        <source>Shift+←, Shift+→</source>
        <translation>Umschalt+←, Umschalt+→</translation>
    </message>
    <message>
        <source>Trends: earlier, later</source>
        <translation>Verlauf: früher, später</translation>
    </message>
    <message>
        <source>+, Backspace</source>
        <translation>+, Rücktaste</translation>
    </message>
    <message>
        <source>Trends: zoom in, zoom back</source>
        <translation>Verlauf: hineinzoomen, zurückzoomen</translation>
    </message>
    <message>
        <source>P, N</source>
        <translation>P, N</translation>
    </message>
    <message>
        <source>Trends: to the previous, the next event</source>
        <translation>Verlauf: zum vorigen, zum nächsten Ereignis</translation>
    </message>
    <message>
        <source>1 … 9, Alt+1 … 9</source>
        <translation>1 … 9, Alt+1 … 9</translation>
    </message>
    <message>
        <source>Trends: show or hide a node, show it alone</source>
        <translation>Verlauf: einen Knoten zeigen oder ausblenden, allein zeigen</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Trends: all that can be done with a chart</source>
        <translation>Verlauf: alles, was ein Diagramm kann</translation>
    </message>
</context>
<context>
    <name>rollcall::MainWindow</name>
    <message>
        <source>Cannot open the cluster file</source>
        <translation>Die Clusterdatei lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>%1 was refused. Nothing of it is watched.</source>
        <translation>%1 wurde abgelehnt. Nichts davon wird beobachtet.</translation>
    </message>
    <message>
        <source>Cannot read the cluster file</source>
        <translation>Die Clusterdatei lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Cannot take up the cluster file</source>
        <translation>Die Clusterdatei lässt sich nicht übernehmen</translation>
    </message>
    <message>
        <source>Asking now</source>
        <translation>Wird jetzt gefragt</translation>
    </message>
    <message numerus="yes">
        <source>%1 – %n critical</source>
        <translation>
            <numerusform>%1 – %n kritisch</numerusform>
            <numerusform>%1 – %n kritisch</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading the recording %1…</source>
        <translation>Die Aufzeichnung %1 wird gelesen…</translation>
    </message>
    <message>
        <source>Open a cluster file or a recording</source>
        <translation>Eine Clusterdatei oder Aufzeichnung öffnen</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>Eine Aufzeichnung öffnen</translation>
    </message>
</context>
<context>
    <name>rollcall::MaintenanceDialog</name>
    <message>
        <source>Maintenance Windows</source>
        <translation>Wartungsfenster</translation>
    </message>
    <message>
        <source>What happens to a node in its maintenance window is written down, and nobody is told. What is left when the window ends is told then.</source>
        <translation>Was mit einem Knoten in seinem Wartungsfenster geschieht, wird festgehalten und niemandem gemeldet. Was am Ende des Fensters noch besteht, wird dann gemeldet.</translation>
    </message>
    <message>
        <source>Maintenance windows</source>
        <translation>Wartungsfenster</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>The whole cluster</source>
        <translation>Der ganze Cluster</translation>
    </message>
    <message>
        <source>&amp;For:</source>
        <translation>&amp;Für:</translation>
    </message>
    <message>
        <source>F&amp;rom:</source>
        <translation>&amp;Von:</translation>
    </message>
    <message>
        <source>&amp;To:</source>
        <translation>&amp;Bis:</translation>
    </message>
    <message>
        <source>Once</source>
        <translation>Einmal</translation>
    </message>
    <message>
        <source>Every day at this time</source>
        <translation>Jeden Tag um diese Zeit</translation>
    </message>
    <message>
        <source>Every week at this time</source>
        <translation>Jede Woche um diese Zeit</translation>
    </message>
    <message>
        <source>R&amp;epeat:</source>
        <translation>&amp;Wiederholen:</translation>
    </message>
    <message>
        <source>What is being done</source>
        <translation>Was getan wird</translation>
    </message>
    <message>
        <source>Rea&amp;son:</source>
        <translation>&amp;Grund:</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>It ends before it begins.</source>
        <translation>Es endet, bevor es beginnt.</translation>
    </message>
    <message>
        <source>A reason is needed.</source>
        <translation>Ein Grund ist nötig.</translation>
    </message>
</context>
<context>
    <name>rollcall::NodePage</name>
    <message>
        <source>&amp;Probe now</source>
        <translation>Jetzt &amp;fragen</translation>
    </message>
    <message>
        <source>Ask every probe of this node now (F5)</source>
        <translation>Alle Proben dieses Knotens jetzt ausführen (F5)</translation>
    </message>
    <message>
        <source>Copy as &amp;curl</source>
        <translation>Als &amp;curl kopieren</translation>
    </message>
    <message>
        <source>Copy the selected probe as a command; the token stays a variable</source>
        <translation>Die gewählte Probe als Befehl kopieren; das Token bleibt eine Variable</translation>
    </message>
    <message>
        <source>Copy as &amp;Markdown</source>
        <translation>Als &amp;Markdown kopieren</translation>
    </message>
    <message>
        <source>Copy this node&apos;s state and reasons for a ticket</source>
        <translation>Zustand und Gründe dieses Knotens für ein Ticket kopieren</translation>
    </message>
    <message>
        <source>Copied the probe as a curl command.</source>
        <translation>Die Probe wurde als curl-Befehl kopiert.</translation>
    </message>
    <message>
        <source>Copied this node as Markdown.</source>
        <translation>Der Knoten wurde als Markdown kopiert.</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>Gründe</translation>
    </message>
    <message>
        <source>No rule has anything to say of this node.</source>
        <translation>Keine Regel hat etwas über diesen Knoten zu sagen.</translation>
    </message>
    <message>
        <source>Probes</source>
        <translation>Proben</translation>
    </message>
    <message>
        <source>Raw answer</source>
        <translation>Rohe Antwort</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Tatsachen</translation>
    </message>
    <message>
        <source>What is unknown and why</source>
        <translation>Was unbekannt ist und warum</translation>
    </message>
    <message>
        <source>&amp;Answer</source>
        <translation>&amp;Antwort</translation>
    </message>
    <message>
        <source>&amp;Facts</source>
        <translation>&amp;Tatsachen</translation>
    </message>
    <message>
        <source>&amp;Unknown</source>
        <translation>&amp;Unbekannt</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>cluster %1 (%2)</source>
        <translation>Cluster %1 (%2)</translation>
    </message>
    <message>
        <source>presumed leader</source>
        <translation>vermutlich Leader</translation>
    </message>
    <message>
        <source>last seen %1</source>
        <translation>zuletzt gesehen %1</translation>
    </message>
    <message>
        <source>never seen</source>
        <translation>nie gesehen</translation>
    </message>
    <message>
        <source>last answer %1 ago</source>
        <translation>letzte Antwort vor %1</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>It has not been asked yet.</source>
        <translation>Er wurde noch nicht gefragt.</translation>
    </message>
    <message>
        <source>Nothing speaks against it.</source>
        <translation>Nichts spricht gegen ihn.</translation>
    </message>
    <message>
        <source>Nothing that this program asks for is unknown of this node.</source>
        <translation>Von diesem Knoten ist nichts unbekannt, wonach dieses Programm fragt.</translation>
    </message>
    <message>
        <source>&amp;Unknown (%1)</source>
        <translation>&amp;Unbekannt (%1)</translation>
    </message>
    <message>
        <source>There is no answer of this probe yet.</source>
        <translation>Von dieser Probe gibt es noch keine Antwort.</translation>
    </message>
    <message>
        <source>%1 in all: %2</source>
        <translation>%1 insgesamt: %2</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
</context>
<context>
    <name>rollcall::NoticeBar</name>
    <message>
        <source>Notices</source>
        <translation>Hinweise</translation>
    </message>
</context>
<context>
    <name>rollcall::NotificationLink</name>
    <message>
        <source>acknowledged in its notification</source>
        <translation>in der Benachrichtigung bestätigt</translation>
    </message>
</context>
<context>
    <name>rollcall::NotificationSettings</name>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Tell of what lasts by &amp;notifications of the desktop</source>
        <translation>Was anhält, durch Benachrichtigungen des &amp;Desktops melden</translation>
    </message>
    <message>
        <source>Notifications:</source>
        <translation>Benachrichtigungen:</translation>
    </message>
    <message>
        <source>Send a &amp;Test Notification</source>
        <translation>&amp;Testbenachrichtigung senden</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message numerus="yes">
        <source>After %n minutes, then ever later</source>
        <translation>
            <numerusform>Nach %n Minute, dann immer später</numerusform>
            <numerusform>Nach %n Minuten, dann immer später</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>After %n hours, then ever later</source>
        <translation>
            <numerusform>Nach %n Stunde, dann immer später</numerusform>
            <numerusform>Nach %n Stunden, dann immer später</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Remind:</source>
        <translation>&amp;Erinnern:</translation>
    </message>
    <message>
        <source>&amp;Quiet from</source>
        <translation>&amp;Ruhe von</translation>
    </message>
    <message>
        <source>Begin of the quiet hours</source>
        <translation>Beginn der Ruhezeit</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>End of the quiet hours</source>
        <translation>Ende der Ruhezeit</translation>
    </message>
    <message>
        <source>Quiet hours:</source>
        <translation>Ruhezeit:</translation>
    </message>
    <message>
        <source>Not even what is &amp;critical; all is told afterwards</source>
        <translation>Auch &amp;Kritisches nicht; alles wird danach gemeldet</translation>
    </message>
    <message>
        <source>Run it when the &amp;state of a cluster changes</source>
        <translation>Ausführen, wenn sich der &amp;Zustand eines Clusters ändert</translation>
    </message>
    <message>
        <source>Command:</source>
        <translation>Befehl:</translation>
    </message>
    <message>
        <source>Program and its arguments</source>
        <translation>Programm und seine Argumente</translation>
    </message>
    <message>
        <source>Started without a shell; the report, as JSON, is on its standard input.</source>
        <translation>Wird ohne Shell gestartet; der Bericht steht als JSON in der Standardeingabe.</translation>
    </message>
    <message>
        <source>&amp;Keep watching in the tray when the window is closed</source>
        <translation>Beim Schließen des Fensters im Infobereich &amp;weiter beobachten</translation>
    </message>
    <message>
        <source>Tray:</source>
        <translation>Infobereich:</translation>
    </message>
    <message>
        <source>This desktop shows no tray: closing the window ends the watch.</source>
        <translation>Dieser Desktop zeigt keinen Infobereich: Das Schließen des Fensters beendet die Beobachtung.</translation>
    </message>
    <message>
        <source>No notification service answers on this desktop. Rollcall tells in its window, and by notifications as soon as a service appears.</source>
        <translation>Auf diesem Desktop antwortet kein Benachrichtigungsdienst. Rollcall meldet in seinem Fenster, und durch Benachrichtigungen, sobald ein Dienst erscheint.</translation>
    </message>
    <message>
        <source>The desktop&apos;s notification service answers, and can show buttons.</source>
        <translation>Der Benachrichtigungsdienst des Desktops antwortet und kann Knöpfe zeigen.</translation>
    </message>
    <message>
        <source>The desktop&apos;s notification service answers. It cannot show buttons: acknowledge in the window.</source>
        <translation>Der Benachrichtigungsdienst des Desktops antwortet. Er kann keine Knöpfe zeigen: Bestätigt wird im Fenster.</translation>
    </message>
    <message>
        <source>Sent…</source>
        <translation>Gesendet…</translation>
    </message>
    <message>
        <source>There is nobody to show it now: it waits for a notification service.</source>
        <translation>Jetzt ist niemand da, der sie zeigt: Sie wartet auf einen Benachrichtigungsdienst.</translation>
    </message>
    <message>
        <source>The notification service has accepted it. If you do not see it, look whether notifications are switched off on this desktop.</source>
        <translation>Der Benachrichtigungsdienst hat sie angenommen. Ist sie nicht zu sehen, sind Benachrichtigungen auf diesem Desktop vielleicht abgeschaltet.</translation>
    </message>
    <message>
        <source>The notification service has refused it: %1</source>
        <translation>Der Benachrichtigungsdienst hat sie abgelehnt: %1</translation>
    </message>
    <message>
        <source>It was shown and clicked: everything works.</source>
        <translation>Sie wurde gezeigt und angeklickt: Alles funktioniert.</translation>
    </message>
    <message>
        <source>It was shown and closed.</source>
        <translation>Sie wurde gezeigt und geschlossen.</translation>
    </message>
    <message>
        <source>It was shown, and has vanished by itself.</source>
        <translation>Sie wurde gezeigt und ist von selbst verschwunden.</translation>
    </message>
</context>
<context>
    <name>rollcall::Notifications</name>
    <message>
        <source>Rollcall: a test</source>
        <translation>Rollcall: ein Test</translation>
    </message>
    <message>
        <source>This is how Rollcall tells of a change. Click it to see that clicks arrive.</source>
        <translation>So meldet Rollcall eine Änderung. Ein Klick zeigt, dass Klicks ankommen.</translation>
    </message>
</context>
<context>
    <name>rollcall::Page</name>
    <message>
        <source>← &amp;Board</source>
        <translation>← &amp;Tafel</translation>
    </message>
    <message>
        <source>Back to the board (Escape)</source>
        <translation>Zurück zur Tafel (Escape)</translation>
    </message>
</context>
<context>
    <name>rollcall::ProbeTableModel</name>
    <message>
        <source>Probe</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpunkt</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Phases (ms)</source>
        <translation>Phasen (ms)</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>first byte</source>
        <translation>erstes Byte</translation>
    </message>
    <message>
        <source>body</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Not asked yet</source>
        <translation>Noch nicht gefragt</translation>
    </message>
    <message>
        <source>On demand</source>
        <translation>Bei Bedarf</translation>
    </message>
</context>
<context>
    <name>rollcall::ProductionFrame</name>
    <message>
        <source>Production</source>
        <translation>Produktion</translation>
    </message>
</context>
<context>
    <name>rollcall::RecordedCluster</name>
    <message>
        <source>Recording of %1, not live. What is shown is the board as it was at the moment chosen below.</source>
        <translation>Aufzeichnung von %1, nicht live. Gezeigt wird die Tafel, wie sie zum unten gewählten Zeitpunkt war.</translation>
    </message>
    <message>
        <source>Nothing was recorded at this moment: not from %1 until %2.</source>
        <translation>Von %1 bis %2 wurde nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>It can be read up to %1 only: %2</source>
        <translation>Sie lässt sich nur bis %1 lesen: %2</translation>
    </message>
    <message>
        <source>Recording of %1, not live</source>
        <translation>Aufzeichnung von %1, nicht live</translation>
    </message>
    <message>
        <source>This is a recording: nobody can be asked.</source>
        <translation>Das ist eine Aufzeichnung: Niemand kann gefragt werden.</translation>
    </message>
    <message>
        <source>This window shows a recording. Open clusters in the other window.</source>
        <translation>Dieses Fenster zeigt eine Aufzeichnung. Cluster werden im anderen Fenster geöffnet.</translation>
    </message>
</context>
<context>
    <name>rollcall::RecordingDialog</name>
    <message>
        <source>Export Recording – %1</source>
        <translation>Aufzeichnung exportieren – %1</translation>
    </message>
    <message>
        <source>The answers of this span as they came, in one file: Rollcall shows the board as it was on any machine. Secrets were hidden before they were written; names, addresses and figures are in it.</source>
        <translation>Die Antworten dieses Zeitraums, wie sie kamen, in einer Datei: Rollcall zeigt auf jedem Rechner die Tafel, wie sie war. Geheimnisse wurden verborgen, bevor sie geschrieben wurden; Namen, Adressen und Zahlen stehen darin.</translation>
    </message>
    <message>
        <source>Last 15 minutes</source>
        <translation>Letzte 15 Minuten</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Letzte 24 Stunden</translation>
    </message>
    <message>
        <source>From and to below</source>
        <translation>Von und bis wie unten</translation>
    </message>
    <message>
        <source>&amp;Span:</source>
        <translation>&amp;Zeitraum:</translation>
    </message>
    <message>
        <source>F&amp;rom:</source>
        <translation>&amp;Von:</translation>
    </message>
    <message>
        <source>&amp;To:</source>
        <translation>&amp;Bis:</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen…</translation>
    </message>
    <message>
        <source>F&amp;ile:</source>
        <translation>Da&amp;tei:</translation>
    </message>
    <message>
        <source>How much is written</source>
        <translation>Wie viel geschrieben ist</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>Looking what there is…</source>
        <translation>Es wird nachgesehen, was da ist…</translation>
    </message>
    <message>
        <source>Recorded from %1 to %2.</source>
        <translation>Aufgezeichnet von %1 bis %2.</translation>
    </message>
    <message>
        <source>Nothing is recorded in this span.</source>
        <translation>In diesem Zeitraum ist nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>Nothing is recorded yet.</source>
        <translation>Noch ist nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>It ends before it begins.</source>
        <translation>Er endet, bevor er beginnt.</translation>
    </message>
    <message>
        <source>A file name is needed.</source>
        <translation>Ein Dateiname wird gebraucht.</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Export the recording</source>
        <translation>Aufzeichnung exportieren</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Wird geschrieben…</translation>
    </message>
    <message>
        <source>Replace the file?</source>
        <translation>Datei ersetzen?</translation>
    </message>
    <message>
        <source>%1 is there already.</source>
        <translation>%1 gibt es schon.</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>E&amp;rsetzen</translation>
    </message>
    <message>
        <source>Written: %1, %2.</source>
        <translation>Geschrieben: %1, %2.</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was written.</source>
        <translation>Abgebrochen. Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>The recording cannot be read: %1</source>
        <translation>Die Aufzeichnung lässt sich nicht lesen: %1</translation>
    </message>
    <message>
        <source>The file cannot be written: %1</source>
        <translation>Die Datei lässt sich nicht schreiben: %1</translation>
    </message>
</context>
<context>
    <name>rollcall::RecordingWindow</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>&amp;Recording</source>
        <translation>Auf&amp;zeichnung</translation>
    </message>
</context>
<context>
    <name>rollcall::Recordings</name>
    <message>
        <source>Cannot open the recording</source>
        <translation>Die Aufzeichnung lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>%1 cannot be shown. Nothing was opened.</source>
        <translation>%1 lässt sich nicht zeigen. Nichts wurde geöffnet.</translation>
    </message>
</context>
<context>
    <name>rollcall::TimeBar</name>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>How many seconds of the recording pass in one</source>
        <translation>Wie viele Sekunden der Aufzeichnung in einer vergehen</translation>
    </message>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>&amp;Abspielen</translation>
    </message>
    <message>
        <source>P&amp;revious Change</source>
        <translation>&amp;Vorige Änderung</translation>
    </message>
    <message>
        <source>&amp;Next Change</source>
        <translation>&amp;Nächste Änderung</translation>
    </message>
    <message>
        <source>To the &amp;Begin</source>
        <translation>Zum An&amp;fang</translation>
    </message>
    <message>
        <source>To the &amp;End</source>
        <translation>Zum &amp;Ende</translation>
    </message>
    <message>
        <source>Reading up to this moment: %1 %</source>
        <translation>Bis zu diesem Zeitpunkt wird gelesen: %1 %</translation>
    </message>
    <message>
        <source>Read: %1 %</source>
        <translation>Gelesen: %1 %</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>rollcall::TimeSlider</name>
    <message>
        <source>Moment of the recording</source>
        <translation>Zeitpunkt der Aufzeichnung</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>rollcall::Tray</name>
    <message>
        <source>&amp;Show</source>
        <translation>&amp;Zeigen</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>&amp;Acknowledge All</source>
        <translation>Alles &amp;bestätigen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Rollcall watches no cluster</source>
        <translation>Rollcall beobachtet keinen Cluster</translation>
    </message>
</context>
<context>
    <name>rollcall::TrendsModel</name>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>%1 y</source>
        <translation>%1 a</translation>
    </message>
</context>
<context>
    <name>rollcall::TrendsPage</name>
    <message>
        <source>Trends – %1</source>
        <translation>Verlauf – %1</translation>
    </message>
    <message>
        <source>Trends</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>No cluster is open</source>
        <translation>Kein Cluster ist geöffnet</translation>
    </message>
    <message>
        <source>Here stand goroutines, latency and memory of a cluster&apos;s nodes over time.</source>
        <translation>Hier stehen Goroutinen, Latenz und Speicher der Knoten eines Clusters über die Zeit.</translation>
    </message>
    <message>
        <source>No history is kept</source>
        <translation>Kein Verlauf wird aufbewahrt</translation>
    </message>
    <message>
        <source>Nothing is stored of this cluster.</source>
        <translation>Von diesem Cluster wird nichts gespeichert.</translation>
    </message>
    <message>
        <source>Reading the history…</source>
        <translation>Der Verlauf wird gelesen…</translation>
    </message>
    <message>
        <source>History is being gathered</source>
        <translation>Der Verlauf wird gesammelt</translation>
    </message>
    <message>
        <source>First samples appear within a minute.</source>
        <translation>Die ersten Werte erscheinen innerhalb einer Minute.</translation>
    </message>
    <message>
        <source>&amp;Open a cluster file…</source>
        <translation>Clusterdatei &amp;öffnen…</translation>
    </message>
    <message>
        <source>&amp;Back to the board</source>
        <translation>&amp;Zurück zur Tafel</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 zeigen</translation>
    </message>
    <message>
        <source>Show or hide: click or %1. Alone: double-click or Alt+%1.</source>
        <translation>Zeigen oder verbergen: Klick oder %1. Allein: Doppelklick oder Alt+%1.</translation>
    </message>
    <message>
        <source>Show or hide: click. Alone: double-click.</source>
        <translation>Zeigen oder verbergen: Klick. Allein: Doppelklick.</translation>
    </message>
    <message>
        <source>%1 over time</source>
        <translation>%1 über die Zeit</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>No events</source>
        <translation>Keine Ereignisse</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n Ereignis</numerusform>
            <numerusform>%n Ereignisse</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is shown</source>
        <translation>%1 wird gezeigt</translation>
    </message>
    <message>
        <source>%1 is hidden</source>
        <translation>%1 ist verborgen</translation>
    </message>
    <message>
        <source>No later event in this range</source>
        <translation>Kein späteres Ereignis in diesem Zeitraum</translation>
    </message>
    <message>
        <source>No earlier event in this range</source>
        <translation>Kein früheres Ereignis in diesem Zeitraum</translation>
    </message>
    <message>
        <source>The threshold stays as it was</source>
        <translation>Die Schwelle bleibt, wie sie war</translation>
    </message>
    <message>
        <source>Move the threshold</source>
        <translation>Die Schwelle verschieben</translation>
    </message>
    <message>
        <source>%1 is a production cluster. From %2 goroutines on a node will be reported.</source>
        <translation>%1 ist ein Produktionscluster. Ab %2 Goroutinen wird ein Knoten gemeldet.</translation>
    </message>
    <message>
        <source>Set to %1</source>
        <translation>Auf %1 setzen</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Which of the open clusters</source>
        <translation>Welcher der geöffneten Cluster</translation>
    </message>
    <message>
        <source>Last %1</source>
        <translation>Letzte %1</translation>
    </message>
    <message>
        <source>&amp;Zoom back</source>
        <translation>&amp;Zurückzoomen</translation>
    </message>
    <message>
        <source>Back to the range before (Backspace, double-click)</source>
        <translation>Zurück zum Zeitraum davor (Rücktaste, Doppelklick)</translation>
    </message>
    <message>
        <source>&amp;Follow now</source>
        <translation>&amp;Mitlaufen</translation>
    </message>
    <message>
        <source>Move to now and stay there</source>
        <translation>Zum Jetzt gehen und dort bleiben</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Threshold of goroutines</source>
        <translation>Schwelle der Goroutinen</translation>
    </message>
    <message>
        <source>From so many goroutines on a node is reported. Enter sets it.</source>
        <translation>Ab so vielen Goroutinen wird ein Knoten gemeldet. Die Eingabetaste setzt die Schwelle.</translation>
    </message>
    <message>
        <source>T&amp;hreshold</source>
        <translation>Sc&amp;hwelle</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Setzen</translation>
    </message>
    <message>
        <source>Set this threshold</source>
        <translation>Diese Schwelle setzen</translation>
    </message>
    <message>
        <source>&amp;Charts</source>
        <translation>&amp;Diagramme</translation>
    </message>
    <message>
        <source>Which figures are drawn</source>
        <translation>Welche Werte gezeichnet werden</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>E&amp;xport</translation>
    </message>
    <message>
        <source>Save what is seen</source>
        <translation>Speichern, was zu sehen ist</translation>
    </message>
    <message>
        <source>As &amp;PNG…</source>
        <translation>Als &amp;PNG…</translation>
    </message>
    <message>
        <source>As &amp;SVG…</source>
        <translation>Als &amp;SVG…</translation>
    </message>
    <message>
        <source>As &amp;CSV…</source>
        <translation>Als &amp;CSV…</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Previous event ([ or P)</source>
        <translation>Voriges Ereignis ([ oder P)</translation>
    </message>
    <message>
        <source>Next event (] or N)</source>
        <translation>Nächstes Ereignis (] oder N)</translation>
    </message>
    <message>
        <source>Events in this range</source>
        <translation>Ereignisse in diesem Zeitraum</translation>
    </message>
    <message>
        <source>Cannot save</source>
        <translation>Speichern nicht möglich</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>Gespeichert in %1</translation>
    </message>
    <message>
        <source>&amp;Follow the moment</source>
        <translation>&amp;Mitlaufen</translation>
    </message>
    <message>
        <source>Move to the chosen moment of the recording and stay there</source>
        <translation>Zum gewählten Zeitpunkt der Aufzeichnung gehen und dort bleiben</translation>
    </message>
    <message>
        <source>This is a recording: its threshold stays as it was.</source>
        <translation>Das ist eine Aufzeichnung: Ihre Schwelle bleibt, wie sie war.</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>&amp;Hineinzoomen</translation>
    </message>
    <message>
        <source>Zoom &amp;Back</source>
        <translation>&amp;Zurückzoomen</translation>
    </message>
    <message>
        <source>&amp;Earlier</source>
        <translation>&amp;Früher</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>&amp;Später</translation>
    </message>
    <message>
        <source>&amp;Previous Event</source>
        <translation>&amp;Voriges Ereignis</translation>
    </message>
    <message>
        <source>&amp;Next Event</source>
        <translation>&amp;Nächstes Ereignis</translation>
    </message>
    <message>
        <source>Show &amp;Alone</source>
        <translation>Allein z&amp;eigen</translation>
    </message>
    <message>
        <source>&amp;Move the Threshold to %1</source>
        <translation>Sch&amp;welle auf %1 setzen</translation>
    </message>
    <message>
        <source>Set the &amp;Threshold…</source>
        <translation>Schwelle e&amp;instellen…</translation>
    </message>
    <message>
        <source>Drag: zoom. Double-click: zoom back. Drag below a chart: move in time. Arrow keys: crosshair. Right-click or Menu key: everything else.</source>
        <translation>Ziehen: hineinzoomen. Doppelklick: zurückzoomen. Unter einem Diagramm ziehen: in der Zeit bewegen. Pfeiltasten: Fadenkreuz. Rechtsklick oder Menütaste: alles Weitere.</translation>
    </message>
    <message>
        <source>Show All N&amp;odes</source>
        <translation>&amp;Alle Knoten zeigen</translation>
    </message>
</context>
<context>
    <name>rollcall::WindowActions</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;New Cluster…</source>
        <translation>&amp;Neuer Cluster…</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Edit Cluster File…</source>
        <translation>Clusterdatei &amp;bearbeiten…</translation>
    </message>
    <message>
        <source>&amp;Close Cluster</source>
        <translation>Cluster &amp;schließen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>&amp;Finden…</translation>
    </message>
    <message>
        <source>Fi&amp;lter</source>
        <translation>Fi&amp;lter</translation>
    </message>
    <message>
        <source>&amp;Tiles</source>
        <translation>&amp;Kacheln</translation>
    </message>
    <message>
        <source>L&amp;ist</source>
        <translation>L&amp;iste</translation>
    </message>
    <message>
        <source>&amp;Wall (Full Screen)</source>
        <translation>&amp;Wand (Vollbild)</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>Like the &amp;Desktop</source>
        <translation>Wie der &amp;Desktop</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;High Contrast</source>
        <translation>Hoher &amp;Kontrast</translation>
    </message>
    <message>
        <source>&amp;Larger Text</source>
        <translation>&amp;Größere Schrift</translation>
    </message>
    <message>
        <source>&amp;Smaller Text</source>
        <translation>Kleinere &amp;Schrift</translation>
    </message>
    <message>
        <source>&amp;Normal Text</source>
        <translation>&amp;Normale Schrift</translation>
    </message>
    <message>
        <source>&amp;Watch</source>
        <translation>&amp;Beobachten</translation>
    </message>
    <message>
        <source>&amp;Probe Now</source>
        <translation>&amp;Jetzt fragen</translation>
    </message>
    <message>
        <source>P&amp;ause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>&amp;About Rollcall</source>
        <translation>&amp;Über Rollcall</translation>
    </message>
    <message>
        <source>Nothing was open yet</source>
        <translation>Noch war nichts offen</translation>
    </message>
    <message>
        <source>&amp;Gossip</source>
        <translation>&amp;Gossip</translation>
    </message>
    <message>
        <source>About Rollcall</source>
        <translation>Über Rollcall</translation>
    </message>
    <message>
        <source>Rollcall %1</source>
        <translation>Rollcall %1</translation>
    </message>
    <message>
        <source>Watches the nodes of self-hosted clusters one by one and says what is wrong.

Free software: GNU General Public License, version 3 or later. No account, no telemetry, no calls to anything but the clusters you open.</source>
        <translation>Beobachtet die Knoten selbst betriebener Cluster einzeln und sagt, was nicht stimmt.

Freie Software: GNU General Public License, Version 3 oder später. Kein Konto, keine Telemetrie, keine Verbindung zu irgendetwas außer den geöffneten Clustern.</translation>
    </message>
    <message>
        <source>I&amp;ncidents</source>
        <translation>&amp;Vorfälle</translation>
    </message>
    <message>
        <source>Tr&amp;ends</source>
        <translation>V&amp;erlauf</translation>
    </message>
    <message>
        <source>&amp;Notifications…</source>
        <translation>&amp;Benachrichtigungen…</translation>
    </message>
    <message>
        <source>E&amp;xport Recording…</source>
        <translation>Aufzeichnung e&amp;xportieren…</translation>
    </message>
    <message>
        <source>Open Recor&amp;ding…</source>
        <translation>Aufzeichnun&amp;g öffnen…</translation>
    </message>
    <message>
        <source>&amp;Close Recording</source>
        <translation>Aufzeichnung &amp;schließen</translation>
    </message>
    <message>
        <source>This is a recording: no incidents are kept of it. Its line of time shows the changes.</source>
        <translation>Das ist eine Aufzeichnung: Von ihr werden keine Vorfälle aufbewahrt. Ihre Zeitleiste zeigt die Änderungen.</translation>
    </message>
</context>
</TS>
