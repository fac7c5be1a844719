<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>IncidentCourse</name>
    <message numerus="yes">
        <source>There %n time(s) since %1, away for %2 of %3</source>
        <translation>
            <numerusform>There once since %1, away for %2 of %3</numerusform>
            <numerusform>There %n times since %1, away for %2 of %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticeBody</name>
    <message numerus="yes">
        <source>%1 · %2 of %n nodes</source>
        <translation>
            <numerusform>%1 · %2 of %n node</numerusform>
            <numerusform>%1 · %2 of %n nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notifier</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n problems are over</source>
        <translation>
            <numerusform>%1: %n problem is over</numerusform>
            <numerusform>%1: %n problems are over</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n problems came and went while it was quiet</source>
        <translation>
            <numerusform>%1: %n problem came and went while it was quiet</numerusform>
            <numerusform>%1: %n problems came and went while it was quiet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It comes and goes: %n time(s) until now</source>
        <translation>
            <numerusform>It comes and goes: once until now</numerusform>
            <numerusform>It comes and goes: %n times until now</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message numerus="yes">
        <source>%1, reaches %n node(s)</source>
        <translation>
            <numerusform>%1, reaches %n node</numerusform>
            <numerusform>%1, reaches %n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n restart(s) in the last 30 minutes</source>
        <translation>
            <numerusform>%n restart in the last 30 minutes</numerusform>
            <numerusform>%n restarts in the last 30 minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n times in a row</source>
        <translation>
            <numerusform>%1, %n times in a row</numerusform>
            <numerusform>%1, %n times in a row</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 are down: %2</source>
        <translation>
            <numerusform>%1 are down: %2</numerusform>
            <numerusform>%1 are down: %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 run %2</source>
        <translation>
            <numerusform>%1 run %2</numerusform>
            <numerusform>%1 run %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 are missing from the cluster: %2</source>
        <translation>
            <numerusform>%1 are missing from the cluster: %2</numerusform>
            <numerusform>%1 are missing from the cluster: %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 do not list it</source>
        <translation>
            <numerusform>%1 do not list it</numerusform>
            <numerusform>%1 do not list it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 are alone: they list no member</source>
        <translation>
            <numerusform>%1 are alone: they list no member</numerusform>
            <numerusform>%1 are alone: they list no member</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 are alone: each lists only itself</source>
        <translation>
            <numerusform>%1 are alone: each lists only itself</numerusform>
            <numerusform>%1 are alone: each lists only itself</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 have another client configuration than %2</source>
        <translation>
            <numerusform>%1 have another client configuration than %2</numerusform>
            <numerusform>%1 have another client configuration than %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 have another configuration than %2</source>
        <translation>
            <numerusform>%1 have another configuration than %2</numerusform>
            <numerusform>%1 have another configuration than %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the certificate of %1 expires in %n day</source>
        <translation>
            <numerusform>the certificate of %1 expires in %n day</numerusform>
            <numerusform>the certificate of %1 expires in %n day</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the certificate of %1 expires in %n days</source>
        <translation>
            <numerusform>the certificate of %1 expires in %n days</numerusform>
            <numerusform>the certificate of %1 expires in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 do not answer %2 in time</source>
        <translation>
            <numerusform>%1 do not answer %2 in time</numerusform>
            <numerusform>%1 do not answer %2 in time</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 answer slowly (%2 for %3)</source>
        <translation>
            <numerusform>%1 answer slowly (%2 for %3)</numerusform>
            <numerusform>%1 answer slowly (%2 for %3)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 reject the credentials</source>
        <translation>
            <numerusform>%1 reject the credentials</numerusform>
            <numerusform>%1 reject the credentials</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 forbid these credentials a part of the questions</source>
        <translation>
            <numerusform>%1 forbid these credentials a part of the questions</numerusform>
            <numerusform>%1 forbid these credentials a part of the questions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 give an answer that cannot be read (%2)</source>
        <translation>
            <numerusform>%1 give an answer that cannot be read (%2)</numerusform>
            <numerusform>%1 give an answer that cannot be read (%2)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 give an answer that is too large (%2)</source>
        <translation>
            <numerusform>%1 give an answer that is too large (%2)</numerusform>
            <numerusform>%1 give an answer that is too large (%2)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 give another answer than expected (%2)</source>
        <translation>
            <numerusform>%1 give another answer than expected (%2)</numerusform>
            <numerusform>%1 give another answer than expected (%2)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 limit the rate of requests</source>
        <translation>
            <numerusform>%1 limit the rate of requests</numerusform>
            <numerusform>%1 limit the rate of requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 do not allow this address to ask</source>
        <translation>
            <numerusform>%1 do not allow this address to ask</numerusform>
            <numerusform>%1 do not allow this address to ask</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, so %2 are unknown</source>
        <translation>
            <numerusform>%1, so %2 are unknown</numerusform>
            <numerusform>%1, so %2 are unknown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 have %2 goroutines, over the threshold of %3</source>
        <translation>
            <numerusform>%1 have %2 goroutines, over the threshold of %3</numerusform>
            <numerusform>%1 have %2 goroutines, over the threshold of %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 are over their goroutine threshold</source>
        <translation>
            <numerusform>%1 are over their goroutine threshold</numerusform>
            <numerusform>%1 are over their goroutine threshold</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the clocks of %1 are off by up to %2</source>
        <translation>
            <numerusform>the clocks of %1 are off by up to %2</numerusform>
            <numerusform>the clocks of %1 are off by up to %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 are starting</source>
        <translation>
            <numerusform>%1 are starting</numerusform>
            <numerusform>%1 are starting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 are draining</source>
        <translation>
            <numerusform>%1 are draining</numerusform>
            <numerusform>%1 are draining</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 are in maintenance</source>
        <translation>
            <numerusform>%1 are in maintenance</numerusform>
            <numerusform>%1 are in maintenance</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 call themselves unhealthy</source>
        <translation>
            <numerusform>%1 call themselves unhealthy</numerusform>
            <numerusform>%1 call themselves unhealthy</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 have schema %2</source>
        <translation>
            <numerusform>%1 have schema %2</numerusform>
            <numerusform>%1 have schema %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 have %2</source>
        <translation>
            <numerusform>%1 have %2</numerusform>
            <numerusform>%1 have %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 refuse WebSockets</source>
        <translation>
            <numerusform>%1 refuse WebSockets</numerusform>
            <numerusform>%1 refuse WebSockets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 offer no metrics, so there is no trend</source>
        <translation>
            <numerusform>%1 offer no metrics, so there is no trend</numerusform>
            <numerusform>%1 offer no metrics, so there is no trend</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 are not listed by %2</source>
        <translation>
            <numerusform>%1 are not listed by %2</numerusform>
            <numerusform>%1 are not listed by %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more is critical</source>
        <translation>
            <numerusform>%n more is critical</numerusform>
            <numerusform>%n more is critical</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more are critical</source>
        <translation>
            <numerusform>%n more are critical</numerusform>
            <numerusform>%n more are critical</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more has a warning</source>
        <translation>
            <numerusform>%n more has a warning</numerusform>
            <numerusform>%n more has a warning</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more have a warning</source>
        <translation>
            <numerusform>%n more have a warning</numerusform>
            <numerusform>%n more have a warning</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 did not answer and are being asked again</source>
        <translation>
            <numerusform>%1 did not answer and are being asked again</numerusform>
            <numerusform>%1 did not answer and are being asked again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 are healthy on %2</source>
        <translation>
            <numerusform>%1 are healthy on %2</numerusform>
            <numerusform>%1 are healthy on %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 are healthy</source>
        <translation>
            <numerusform>%1 are healthy</numerusform>
            <numerusform>%1 are healthy</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %n nodes are healthy on %1</source>
        <translation>
            <numerusform>all %n nodes are healthy on %1</numerusform>
            <numerusform>all %n nodes are healthy on %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %n nodes are healthy</source>
        <translation>
            <numerusform>all %n nodes are healthy</numerusform>
            <numerusform>all %n nodes are healthy</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other nodes are healthy on %1</source>
        <translation>
            <numerusform>%n other nodes are healthy on %1</numerusform>
            <numerusform>%n other nodes are healthy on %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other nodes are healthy</source>
        <translation>
            <numerusform>%n other nodes are healthy</numerusform>
            <numerusform>%n other nodes are healthy</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>this workstation has no network: nothing can be said of the %n nodes</source>
        <translation>
            <numerusform>this workstation has no network: nothing can be said of the %n nodes</numerusform>
            <numerusform>this workstation has no network: nothing can be said of the %n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>certificate expires in %n day</source>
        <translation>
            <numerusform>certificate expires in %n day</numerusform>
            <numerusform>certificate expires in %n day</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>certificate expires in %n days</source>
        <translation>
            <numerusform>certificate expires in %n days</numerusform>
            <numerusform>certificate expires in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 answer with an error (%2)</source>
        <translation>
            <numerusform>%1 answer with an error (%2)</numerusform>
            <numerusform>%1 answer with an error (%2)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 have not told their lists yet</source>
        <translation>
            <numerusform>%1 have not told their lists yet</numerusform>
            <numerusform>%1 have not told their lists yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the token may not read the lists of %1 (missing permission: %2)</source>
        <translation>
            <numerusform>the token may not read the lists of %1 (missing permission: %2)</numerusform>
            <numerusform>the token may not read the lists of %1 (missing permission: %2)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 do not answer: their lists are unknown, or as they were last</source>
        <translation>
            <numerusform>%1 do not answer: their lists are unknown, or as they were last</numerusform>
            <numerusform>%1 do not answer: their lists are unknown, or as they were last</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the gossip ports of %1 do not answer</source>
        <translation>
            <numerusform>the gossip ports of %1 do not answer</numerusform>
            <numerusform>the gossip ports of %1 do not answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the gossip ports of %1 gave no usable list</source>
        <translation>
            <numerusform>the gossip ports of %1 gave no usable list</numerusform>
            <numerusform>the gossip ports of %1 gave no usable list</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>a gossip key is given, but %1 do not encrypt: their answers count for nothing</source>
        <translation>
            <numerusform>a gossip key is given, but %1 do not encrypt: their answers count for nothing</numerusform>
            <numerusform>a gossip key is given, but %1 do not encrypt: their answers count for nothing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %n nodes</source>
        <translation>
            <numerusform>all %n nodes</numerusform>
            <numerusform>all %n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 hold %2 dead</source>
        <translation>
            <numerusform>%1 hold %2 dead</numerusform>
            <numerusform>%1 hold %2 dead</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 have it that %2 left</source>
        <translation>
            <numerusform>%1 have it that %2 left</numerusform>
            <numerusform>%1 have it that %2 left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 do not see %2</source>
        <translation>
            <numerusform>%1 do not see %2</numerusform>
            <numerusform>%1 do not see %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, nor does %2 see them</source>
        <translation>
            <numerusform>%1, nor does %2 see them</numerusform>
            <numerusform>%1, nor does %2 see them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, though %2 sees them</source>
        <translation>
            <numerusform>%1, though %2 sees them</numerusform>
            <numerusform>%1, though %2 sees them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, though %2 see it</source>
        <translation>
            <numerusform>%1, though %2 see it</numerusform>
            <numerusform>%1, though %2 see it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more link is missing</source>
        <translation>
            <numerusform>%n more link is missing</numerusform>
            <numerusform>%n more link is missing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more links are missing</source>
        <translation>
            <numerusform>%n more links are missing</numerusform>
            <numerusform>%n more links are missing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 suspect %2</source>
        <translation>
            <numerusform>%1 suspect %2</numerusform>
            <numerusform>%1 suspect %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more is suspected</source>
        <translation>
            <numerusform>%n more is suspected</numerusform>
            <numerusform>%n more is suspected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more are suspected</source>
        <translation>
            <numerusform>%n more are suspected</numerusform>
            <numerusform>%n more are suspected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 list %2, which is no node of the file</source>
        <translation>
            <numerusform>%1 list %2, which is no node of the file</numerusform>
            <numerusform>%1 list %2, which is no node of the file</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more member is no node of the file</source>
        <translation>
            <numerusform>%n more member is no node of the file</numerusform>
            <numerusform>%n more member is no node of the file</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more members are no nodes of the file</source>
        <translation>
            <numerusform>%n more members are no nodes of the file</numerusform>
            <numerusform>%n more members are no nodes of the file</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %n nodes see each other</source>
        <translation>
            <numerusform>all %n nodes see each other</numerusform>
            <numerusform>all %n nodes see each other</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 list %2 in their API, but their gossip holds it dead</source>
        <translation>
            <numerusform>%1 list %2 in their API, but their gossip holds it dead</numerusform>
            <numerusform>%1 list %2 in their API, but their gossip holds it dead</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 list %2 in their API, but in their gossip it has left</source>
        <translation>
            <numerusform>%1 list %2 in their API, but in their gossip it has left</numerusform>
            <numerusform>%1 list %2 in their API, but in their gossip it has left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 do not list %2 in their API, but their gossip sees it</source>
        <translation>
            <numerusform>%1 do not list %2 in their API, but their gossip sees it</numerusform>
            <numerusform>%1 do not list %2 in their API, but their gossip sees it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 list %2 in their API, but their gossip does not know it</source>
        <translation>
            <numerusform>%1 list %2 in their API, but their gossip does not know it</numerusform>
            <numerusform>%1 list %2 in their API, but their gossip does not know it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more difference between API and gossip</source>
        <translation>
            <numerusform>%n more difference between API and gossip</numerusform>
            <numerusform>%n more difference between API and gossip</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more differences between API and gossip</source>
        <translation>
            <numerusform>%n more differences between API and gossip</numerusform>
            <numerusform>%n more differences between API and gossip</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 sees nobody, though %2 see it</source>
        <translation>
            <numerusform>%1 sees nobody, though %2 see it</numerusform>
            <numerusform>%1 sees nobody, though %2 see it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, and %n more</source>
        <translation>
            <numerusform>%1, and %n more</numerusform>
            <numerusform>%1, and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 are suspected by the gossip of %2</source>
        <translation>
            <numerusform>%1 are suspected by the gossip of %2</numerusform>
            <numerusform>%1 are suspected by the gossip of %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 are held dead by the gossip of %2</source>
        <translation>
            <numerusform>%1 are held dead by the gossip of %2</numerusform>
            <numerusform>%1 are held dead by the gossip of %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, though they answer</source>
        <translation>
            <numerusform>%1, though they answer</numerusform>
            <numerusform>%1, though they answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, though they answer to %2</source>
        <translation>
            <numerusform>%1, though they answer to %2</numerusform>
            <numerusform>%1, though they answer to %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>does not answer (%n attempt(s))</source>
        <translation>
            <numerusform>does not answer (%n attempt)</numerusform>
            <numerusform>does not answer (%n attempts)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rollcall::Announcer</name>
    <message numerus="yes">
        <source>; and %n more change(s)</source>
        <translation>
            <numerusform>; and %n more change</numerusform>
            <numerusform>; and %n more changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rollcall::BoardModel</name>
    <message numerus="yes">
        <source>%n node(s), asked every %1</source>
        <translation>
            <numerusform>%n node, asked every %1</numerusform>
            <numerusform>%n nodes, asked every %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rollcall::BoardPage</name>
    <message numerus="yes">
        <source>No node passes the filter. Escape shows all %n again.</source>
        <translation>
            <numerusform>No node passes the filter. Escape shows the one there is again.</numerusform>
            <numerusform>No node passes the filter. Escape shows all %n again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rollcall::ClusterEditor</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This file can be read: %n node(s).</source>
        <translation>
            <numerusform>This file can be read: %n node.</numerusform>
            <numerusform>This file can be read: %n nodes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rollcall::FactsModel</name>
    <message numerus="yes">
        <source>%n key(s) compared</source>
        <translation>
            <numerusform>%n key compared</numerusform>
            <numerusform>%n keys compared</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rollcall::GossipPage</name>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) of products without lists</source>
        <translation>
            <numerusform>%n node of a product without lists</numerusform>
            <numerusform>%n nodes of products without lists</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rollcall::MainWindow</name>
    <message numerus="yes">
        <source>%1 – %n critical</source>
        <translation>
            <numerusform>%1 – %n critical</numerusform>
            <numerusform>%1 – %n critical</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rollcall::NotificationSettings</name>
    <message numerus="yes">
        <source>After %n minutes, then ever later</source>
        <translation>
            <numerusform>After %n minute, then ever later</numerusform>
            <numerusform>After %n minutes, then ever later</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>After %n hours, then ever later</source>
        <translation>
            <numerusform>After %n hour, then ever later</numerusform>
            <numerusform>After %n hours, then ever later</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rollcall::TrendsPage</name>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
</context>
</TS>
