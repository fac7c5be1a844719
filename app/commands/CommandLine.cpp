// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/CommandLine.h"

#include "base/Duration.h"
#include "demo/DemoCluster.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QRegularExpression>
#include <array>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

struct CommandRow
{
    QLatin1StringView name;
    Invocation::Kind kind;
    QLatin1StringView usage;
    QLatin1StringView summary;
};

constexpr std::array Commands{
    CommandRow{"check"_L1, Invocation::Kind::Check, "check (FILE | --demo)"_L1, "one round, then the verdict"_L1},
    CommandRow{"watch"_L1, Invocation::Kind::Watch, "watch (FILE | --demo)"_L1,
               "a line for each change of state, until interrupted"_L1},
    CommandRow{"gossip"_L1, Invocation::Kind::Gossip, "gossip HOST[:PORT]"_L1,
               "the member list that this node holds"_L1},
    CommandRow{"demo"_L1, Invocation::Kind::Demo, "demo"_L1,
               "serves the built-in cluster until interrupted; prints its cluster file"_L1},
    CommandRow{"replay"_L1, Invocation::Kind::Replay, "replay FILE"_L1,
               "a recording through the rules: each change of the report"_L1},
};

/// Commands of the contract that this version does not have: said so, instead of "unknown".
constexpr std::array Later{"guide"_L1, "bundle"_L1, "audit"_L1};

struct OptionRow
{
    QLatin1StringView name;
    QLatin1StringView value; ///< empty: a switch
    QLatin1StringView text;
};

constexpr std::array CommonOptions{
    OptionRow{"json"_L1, {}, "the answer as JSON on standard output, nothing else there"_L1},
    OptionRow{"quiet"_L1, {}, "no text; check: the exit status alone"_L1},
    OptionRow{"no-retry"_L1, {}, "one attempt suffices to call a node down"_L1},
    OptionRow{"timeout"_L1, "DURATION"_L1, "of one exchange, such as 5s; overrides the cluster file"_L1},
    OptionRow{"log-level"_L1, "LEVEL"_L1, "debug, info, warning, critical or off; to standard error"_L1},
    OptionRow{"version"_L1, {}, "print the version and exit"_L1},
    OptionRow{"help"_L1, {}, "print this and exit"_L1},
};
constexpr std::array DemoOptions{
    OptionRow{"demo"_L1, {}, "on the built-in cluster"_L1},
    OptionRow{"product"_L1, "NAME"_L1, "with --demo: what that speaks; see rollcall demo --help"_L1},
};
constexpr std::array GossipOptions{
    OptionRow{"key-env"_L1, "VARIABLE"_L1, "name of the variable that holds the gossip key, base64 or raw"_L1},
    OptionRow{"label"_L1, "TEXT"_L1, "the gossip label, where the cluster has one"_L1},
};
/// Of the commands: the window's own built-in cluster speaks as it comes.
constexpr std::array DemoGossipOptions{
    OptionRow{"gossip"_L1, "MODE"_L1, "with --demo: how its gossip ports speak; see rollcall demo --help"_L1},
};
constexpr std::array RecordOptions{
    OptionRow{"record"_L1, "FILE"_L1,
              "writes a recording there, for rollcall replay; goes on with one that is there"_L1},
};
constexpr std::array ServeOptions{
    OptionRow{"product"_L1, "NAME"_L1, "what it speaks, see below; mattermost unless given"_L1},
    OptionRow{"nodes"_L1, "N"_L1, "how many nodes, 1 to 64; as many as usual unless given"_L1},
    OptionRow{"gossip"_L1, "MODE"_L1,
              "of Mattermost's gossip ports: plain, compressed (unless given), encrypted or off"_L1},
    OptionRow{"canary"_L1, {}, "its cluster file has a canary: messages are posted (Mattermost)"_L1},
    OptionRow{"fault"_L1, "NAME[:NODE]"_L1, "a fault from the start; may be given several times"_L1},
};
constexpr std::array LogLevels{"debug"_L1, "info"_L1, "warning"_L1, "critical"_L1, "off"_L1};

std::vector<OptionRow> optionsOf(Invocation::Kind kind)
{
    std::vector<OptionRow> rows;
    if (kind == Invocation::Kind::Demo)
        rows.insert(rows.end(), ServeOptions.begin(), ServeOptions.end());
    else if (kind == Invocation::Kind::Gossip)
        rows.insert(rows.end(), GossipOptions.begin(), GossipOptions.end());
    else if (kind != Invocation::Kind::Replay)
        rows.insert(rows.end(), DemoOptions.begin(), DemoOptions.end());
    if (kind == Invocation::Kind::Watch)
        rows.insert(rows.end(), RecordOptions.begin(), RecordOptions.end());
    if (kind == Invocation::Kind::Check || kind == Invocation::Kind::Watch)
        rows.insert(rows.end(), DemoGossipOptions.begin(), DemoGossipOptions.end());
    rows.insert(rows.end(), CommonOptions.begin(), CommonOptions.end());
    return rows;
}

const CommandRow *commandNamed(const QString &name)
{
    for (const CommandRow &row : Commands) {
        if (name == row.name)
            return &row;
    }
    return nullptr;
}

bool comesLater(const QString &name)
{
    return std::any_of(Later.begin(), Later.end(), [&name](QLatin1StringView each) { return name == each; });
}

Error usage(const QString &message, const QString &command = {})
{
    return {u"usage"_s,
            message + u"; see rollcall "_s + (command.isEmpty() ? QString() : QString(command + u' ')) + u"--help"_s};
}

Error unknownOption(const QStringList &names, const QString &command)
{
    // A name is repeated only where it can be nothing else: a value that went astray stays unsaid.
    const QString name = names.value(0);
    const bool isPlain = name.size() <= 20 && std::all_of(name.begin(), name.end(), [](QChar c) {
                             return c == u'-' || (c >= u'a' && c <= u'z');
                         });
    return usage(isPlain ? QString(u"unknown option --"_s + name) : u"unknown option"_s, command);
}

/// `--timeout`: longer than nothing, at most a day, so that arithmetic on it holds.
Result<Milliseconds> readTimeout(const QString &text)
{
    Result<Milliseconds> timeout = parseDuration(text);
    if (!timeout.ok() || timeout.value() < Milliseconds(1) || timeout.value() > std::chrono::hours(24))
        return Error{u"usage"_s, u"--timeout takes a duration from 1ms to 1d, such as 5s"_s};
    return timeout;
}

/// `HOST`, `HOST:PORT`, `[IPV6]:PORT` or `IPV6`.
Result<Invocation> readGossip(Invocation invocation, const QCommandLineParser &parser, const QString &name)
{
    constexpr int UsualPort = 8074;
    const Error refusal = usage(u"gossip takes one HOST or HOST:PORT, such as 10.10.10.2:8074"_s, name);
    const QStringList places = parser.positionalArguments();
    if (places.size() != 1)
        return refusal;
    static const QRegularExpression form(
        u"\\A(?:\\[([0-9A-Fa-f:.]+)\\](?::([0-9]{1,5}))?|([^\\s:/@\\[\\]]+)(?::([0-9]{1,5}))?|([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*))\\z"_s);
    const QRegularExpressionMatch match = form.match(places.front());
    if (!match.hasMatch())
        return refusal;
    const auto first = [&match](std::initializer_list<int> groups) {
        for (const int group : groups) {
            if (!match.captured(group).isEmpty())
                return match.captured(group);
        }
        return QString();
    };
    invocation.host = first({1, 3, 5});
    const QString port = first({2, 4});
    invocation.port = port.isEmpty() ? UsualPort : port.toInt();
    if (invocation.port < 1 || invocation.port > 65535)
        return refusal;
    invocation.keyVariable = parser.value(u"key-env"_s);
    if (parser.isSet(u"key-env"_s) && invocation.keyVariable.isEmpty())
        return usage(u"--key-env takes the name of an environment variable"_s, name);
    invocation.label = parser.value(u"label"_s);
    if (parser.isSet(u"label"_s) && (invocation.label.isEmpty() || invocation.label.toUtf8().size() > 255))
        return usage(u"--label takes text of 1 to 255 bytes"_s, name);
    return invocation;
}

Result<Invocation> readCommand(Invocation invocation, const QString &name, const QStringList &arguments)
{
    QCommandLineParser parser;
    for (const OptionRow &row : optionsOf(invocation.kind))
        parser.addOption(QCommandLineOption(QString(row.name), {}, QString(row.value)));
    if (!parser.parse(QStringList{u"rollcall"_s} + arguments)) {
        if (!parser.unknownOptionNames().isEmpty())
            return unknownOption(parser.unknownOptionNames(), name);
        return usage(u"an option lacks its value, or has one that it does not take"_s, name);
    }
    if (parser.isSet(u"version"_s)) {
        invocation.kind = Invocation::Kind::Version;
        return invocation;
    }
    if (parser.isSet(u"help"_s)) {
        invocation.kind = Invocation::Kind::Help;
        invocation.helpTopic = name;
        return invocation;
    }
    invocation.isJson = parser.isSet(u"json"_s);
    invocation.isQuiet = parser.isSet(u"quiet"_s);
    invocation.retries = !parser.isSet(u"no-retry"_s);
    if (parser.isSet(u"timeout"_s)) {
        const Result<Milliseconds> timeout = readTimeout(parser.value(u"timeout"_s));
        if (!timeout.ok())
            return timeout.error();
        invocation.timeout = timeout.value();
    }
    if (parser.isSet(u"log-level"_s)) {
        invocation.logLevel = parser.value(u"log-level"_s);
        if (std::find(LogLevels.begin(), LogLevels.end(), invocation.logLevel) == LogLevels.end())
            return usage(u"--log-level takes debug, info, warning, critical or off"_s, name);
    }

    if (invocation.kind == Invocation::Kind::Gossip)
        return readGossip(std::move(invocation), parser, name);
    const QStringList files = parser.positionalArguments();
    if (invocation.kind == Invocation::Kind::Replay) {
        if (files.size() != 1 || files.front().isEmpty())
            return usage(u"replay takes one recording"_s, name);
        invocation.file = files.front();
        return invocation;
    }
    if (invocation.kind == Invocation::Kind::Watch && parser.isSet(u"record"_s)) {
        invocation.recording = parser.value(u"record"_s);
        if (invocation.recording.isEmpty())
            return usage(u"--record takes the name of a file"_s, name);
    }
    if (parser.isSet(u"product"_s)) {
        invocation.product = parser.value(u"product"_s);
        if (!DemoCluster::products().contains(invocation.product))
            return usage(u"--product takes one of "_s + DemoCluster::products().join(u", "_s), name);
        if (invocation.kind != Invocation::Kind::Demo && !parser.isSet(u"demo"_s))
            return usage(u"--product goes with --demo; a cluster file says its product itself"_s, name);
    }
    const bool hasMattermost = invocation.product == "mattermost"_L1 || invocation.product == "mixed"_L1;
    if (invocation.kind != Invocation::Kind::Window && parser.isSet(u"gossip"_s)) {
        invocation.gossip = parser.value(u"gossip"_s);
        if (!DemoCluster::gossipModes().contains(invocation.gossip))
            return usage(u"--gossip takes one of "_s + DemoCluster::gossipModes().join(u", "_s), name);
        if (invocation.kind != Invocation::Kind::Demo && !parser.isSet(u"demo"_s))
            return usage(u"--gossip goes with --demo; a cluster file says itself how gossip is asked"_s, name);
        if (!hasMattermost)
            return usage(u"--gossip is Mattermost's: it goes with --product mattermost or mixed"_s, name);
    }
    if (invocation.kind == Invocation::Kind::Demo) {
        if (!files.isEmpty())
            return usage(u"demo takes no file"_s, name);
        if (parser.isSet(u"nodes"_s)) {
            bool isNumber = false;
            const int nodes = parser.value(u"nodes"_s).toInt(&isNumber);
            invocation.nodes = nodes;
            if (!isNumber || nodes < 1 || nodes > DemoCluster::MaxNodes)
                return usage(u"--nodes takes a number from 1 to "_s + QString::number(DemoCluster::MaxNodes), name);
        }
        invocation.canary = parser.isSet(u"canary"_s);
        if (invocation.canary && !hasMattermost)
            return usage(u"--canary posts to Mattermost: it goes with --product mattermost or mixed"_s, name);
        invocation.faults = parser.values(u"fault"_s);
        return invocation;
    }
    invocation.isDemo = parser.isSet(u"demo"_s);
    if (invocation.kind == Invocation::Kind::Window) {
        const bool areThere =
            std::all_of(files.begin(), files.end(), [](const QString &file) { return QFileInfo(file).isFile(); });
        if (!areThere)
            return usage(u"unknown command, and no such file; there are check, watch, gossip, demo and replay"_s);
        invocation.files = files;
        return invocation;
    }
    if (files.size() != (invocation.isDemo ? 0 : 1) || (!invocation.isDemo && files.first().isEmpty()))
        return usage(name + u" takes one cluster file, or --demo"_s, name);
    invocation.file = files.value(0);
    return invocation;
}

QString optionLines(const std::vector<OptionRow> &rows)
{
    QString text;
    for (const OptionRow &row : rows) {
        const QString left = u"  --"_s + row.name + (row.value.isEmpty() ? QString() : QString(u' ' + row.value));
        text += left.leftJustified(24) + u"  "_s + row.text + u'\n';
    }
    return text;
}

} // namespace

Result<Invocation> readCommandLine(const QStringList &arguments)
{
    // The command is the first argument, or the first that can be one when options come before it.
    qsizetype at = 0;
    while (at < arguments.size() && arguments[at].startsWith(u'-') && arguments[at] != u"--")
        ++at;
    if (at > 0 && at < arguments.size() && !commandNamed(arguments[at]) && !comesLater(arguments[at])) {
        while (at < arguments.size() && !commandNamed(arguments[at]))
            ++at; // it was the value of an option
    }
    if (at >= arguments.size())
        return readCommand({}, {}, arguments);
    const QString &name = arguments[at];
    if (comesLater(name))
        return Error{u"usage"_s, name + u" is not part of this version of rollcall ("_s +
                                     QStringLiteral(ROLLCALL_VERSION) + u")"_s};
    const CommandRow *row = commandNamed(name);
    if (!row)
        return readCommand({}, {}, arguments);
    Invocation invocation;
    invocation.kind = row->kind;
    return readCommand(invocation, name, arguments.mid(0, at) + arguments.mid(at + 1));
}

QString helpText(const QString &topic)
{
    QString text;
    if (const CommandRow *row = commandNamed(topic)) {
        text = u"Usage: rollcall "_s + row->usage + u" [options]\n\n"_s + row->summary + u"\n\nOptions:\n"_s +
               optionLines(optionsOf(row->kind));
        if (row->kind == Invocation::Kind::Demo) {
            text += u"\nOn standard input: fault NAME[:NODE], mend [NAME[:NODE]], faults, status, quit.\n"_s;
            text += u"\nProducts: "_s + DemoCluster::products().join(u", "_s) +
                    u". What is below are the faults of mattermost;\nthe line faults on standard input lists those of "
                    "the product that is served.\n\nFaults:\n"_s;
            const QList<DemoCluster::Fault> faults = DemoCluster::faultsOf(u"mattermost"_s);
            for (const DemoCluster::Fault &fault : faults)
                text += u"  "_s + fault.name.leftJustified(26) + fault.effect + u'\n';
        } else if (row->kind == Invocation::Kind::Gossip) {
            text += u"\nThe query is read-only: it announces no node and changes nothing in the cluster. The port is "
                    "8074 unless\ngiven. Encrypted clusters keep their key in the database, in the row "
                    "ClusterEncryptionKey of the table\nSystems.\n\nExit status: 0 all members are alive, 1 one is "
                    "not, 2 the port refuses or is silent, 3 a key is needed\nor does not fit, or no list could be "
                    "read.\n"_s;
        } else {
            text += u"\nExit status: 0 ok, 1 warning, 2 critical, 3 unknown, a refused file or usage.\n"_s;
        }
        return text;
    }
    text = u"Usage:\n"_s;
    const auto line = [&text](QLatin1StringView left, QLatin1StringView right) {
        text += QString(u"  rollcall "_s + left).leftJustified(36) + right + u'\n';
    };
    line({}, "the window"_L1);
    line("--demo"_L1, "the window on the built-in cluster"_L1);
    line("FILE..."_L1, "the window with these cluster files and recordings"_L1);
    for (const CommandRow &row : Commands)
        line(row.usage, row.summary);
    return text + u"\nOptions:\n"_s + optionLines({CommonOptions.begin(), CommonOptions.end()}) +
           u"\nExit status: 0 ok, 1 warning, 2 critical, 3 unknown, a refused file or usage.\n"_s;
}

QString versionText()
{
    return u"rollcall "_s + QStringLiteral(ROLLCALL_VERSION);
}

} // namespace rollcall
