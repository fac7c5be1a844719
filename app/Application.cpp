// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Application.h"

#include "commands/Command.h"
#include "commands/Interrupt.h"
#include "demo/DemoCluster.h"
#include "ui/MainWindow.h"
#include "ui/NotificationLink.h"
#include "ui/Recordings.h"
#include "ui/models/WatchedClusters.h"
#include "ui/models/Words.h"
#include "watch/Watches.h"

#include <QApplication>
#include <QFile>
#include <QIcon>
#include <QLibraryInfo>
#include <QLoggingCategory>
#include <QStandardPaths>
#include <QTranslator>
#include <unistd.h>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

const QString OpenKey = u"session/open"_s;

void sayNoDisplay(const char *what)
{
    Output errors(STDERR_FILENO);
    complain(errors,
             QString::fromLatin1(what) +
                 u": use \"rollcall check FILE\" or \"rollcall watch FILE\", which need none, or set DISPLAY or "
                 "WAYLAND_DISPLAY"_s);
}

/// While Qt connects to the display. Its own end would be abort(), with a page about plug-ins.
void onMessageWhileStarting(QtMsgType type, const QMessageLogContext &, const QString &)
{
    if (type != QtFatalMsg)
        return;
    sayNoDisplay("the display cannot be used");
    _exit(ExitUnknown);
}

bool hasDisplay()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
           !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

void loadTranslations(QApplication &application)
{
    const QLocale locale;
    auto *own = new QTranslator(&application);
    const bool isTranslated = own->load(locale, u"rollcall"_s, u"_"_s, u":/i18n"_s);
    // English has a translation, too: its plural forms.
    if (isTranslated || own->load(u"rollcall_en"_s, u":/i18n"_s))
        QCoreApplication::installTranslator(own);
    auto *qt = new QTranslator(&application);
    if (qt->load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);
    // Only where there is a translation: English words laid out from right to left help nobody.
    if (isTranslated)
        application.setLayoutDirection(locale.textDirection());
}

} // namespace

// The order of the members is the order of life: the window goes first, the clock last.
struct Application::Private
{
    QApplication &application;
    SystemClock clock;
    std::unique_ptr<HttpClient> http = HttpClient::make(clock);
    std::unique_ptr<SecretStore> keychain = makeKeychainStore();
    std::unique_ptr<SecretStore> environment = makeEnvironmentStore();
    std::unique_ptr<SecretStore> files = makeFileStore();
    std::unique_ptr<DemoCluster> demo;
    QString demoProduct; ///< what it speaks
    Watches watches{clock, *http, SecretStores{keychain.get(), environment.get(), files.get()},
                    QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + u"/history"_s};
    QSettings settings;
    WatchedClusters clusters{watches};
    Theme theme{application, settings};
    DialogPrompts prompts;
    Notifications notifications{clock, settings, theme};
    Recordings recordings{theme, prompts, settings, clock};
    std::unique_ptr<MainWindow> window;
    std::unique_ptr<NotificationLink> link;
    QObject context; ///< of the connections below: goes before what they use

    explicit Private(QApplication &app) : application(app) {}

    void openDemo(const QString &product);
    void changeDemo(const QString &product);
    ExtraAction productMenu();
    void rememberOpen();
    bool hasDemo() const;
    void open(const Invocation &invocation);
    std::vector<ExtraAction> faultActions();
    ExtraAction faultAction(const DemoCluster::Fault &fault, const QStringList &active);
    ExtraAction toggle(const QString &title, const QString &fault, const QString &node, bool isOn);
};

/// It is the only one that has no file.
bool Application::Private::hasDemo() const
{
    for (int i = 0; i < watches.count(); ++i) {
        if (watches.at(i).path.isEmpty())
            return true;
    }
    return false;
}

void Application::Private::openDemo(const QString &product)
{
    if (hasDemo())
        return;
    demoProduct = product;
    demo = std::make_unique<DemoCluster>(DemoCluster::Options{.product = product});
    const Result<void> started = demo->start();
    Result<ClusterFile> file = started.ok() ? ClusterFile::parse(demo->clusterFile(), u"built-in cluster"_s)
                                            : Result<ClusterFile>(started.error());
    if (!file.ok()) {
        prompts.showError(window.get(),
                          QCoreApplication::translate("Application", "The built-in cluster cannot be started"),
                          file.error().message, {});
        demo.reset();
        return;
    }
    watches.add(std::move(file).value(),
                QCoreApplication::translate("Application",
                                            "This is the built-in demonstration cluster: its nodes run inside this "
                                            "program. Use the Faults menu to see what goes wrong and how it shows, and "
                                            "to try other products."));
}

void Application::Private::rememberOpen()
{
    QStringList paths;
    for (int i = 0; i < watches.count(); ++i) {
        if (!watches.at(i).path.isEmpty())
            paths.append(watches.at(i).path);
    }
    settings.setValue(OpenKey, paths);
}

void Application::Private::open(const Invocation &invocation)
{
    if (!invocation.isDemo) {
        QStringList paths;
        for (const QString &path : settings.value(OpenKey).toStringList()) {
            if (QFile::exists(path))
                paths.append(path);
        }
        if (paths.isEmpty() && invocation.files.isEmpty())
            paths = window->recentFiles().mid(0, 1);
        // What was asked for comes last: it is what is seen then.
        paths += invocation.files;
        for (const QString &path : std::as_const(paths))
            window->openFile(path);
        if (!paths.isEmpty())
            return;
    }
    openDemo(invocation.product);
    for (const QString &path : invocation.files)
        window->openFile(path);
}

/// The built-in cluster anew, as another product.
void Application::Private::changeDemo(const QString &product)
{
    for (int i = watches.count() - 1; i >= 0; --i) {
        if (watches.at(i).path.isEmpty())
            watches.close(i); // which takes the cluster itself down, too
    }
    openDemo(product);
}

ExtraAction Application::Private::productMenu()
{
    ExtraAction menu;
    const auto nameOf = [](const QString &product) {
        return product == u"mixed" ? QCoreApplication::translate("Application", "All Products in One")
                                   : words::product(product);
    };
    menu.title = QCoreApplication::translate("Application", "Product: %1").arg(nameOf(demoProduct));
    menu.toolTip = QCoreApplication::translate("Application", "Starts the built-in cluster anew as another product");
    for (const QString &product : DemoCluster::products()) {
        if (product == demoProduct)
            continue;
        ExtraAction action;
        action.title = nameOf(product);
        // After the menu has closed: it belongs to the cluster that goes.
        action.triggered = [this, product] {
            QMetaObject::invokeMethod(
                &context, [this, product] { changeDemo(product); }, Qt::QueuedConnection);
        };
        menu.children.push_back(std::move(action));
    }
    return menu;
}

ExtraAction Application::Private::toggle(const QString &title, const QString &fault, const QString &node, bool isOn)
{
    ExtraAction action;
    action.title = title;
    action.isCheckable = true;
    action.isChecked = isOn;
    action.triggered = [this, fault, node, isOn] {
        if (!demo)
            return;
        // The names come from the cluster itself: neither can fail.
        const Result<void> done = isOn ? demo->mend(fault, node) : demo->inject(fault, node);
        Q_UNUSED(done)
    };
    return action;
}

ExtraAction Application::Private::faultAction(const DemoCluster::Fault &fault, const QStringList &active)
{
    const QString title = QCoreApplication::translate("Faults", fault.title.toLatin1().constData());
    const QString effect = QCoreApplication::translate("Faults", fault.effect.toLatin1().constData());
    const QString proxy = u"proxy"_s;
    if (demo->isOfProxy(fault.name)) {
        ExtraAction action = toggle(title, fault.name, proxy, active.contains(QString(fault.name + u':' + proxy)));
        action.toolTip = effect;
        return action;
    }
    ExtraAction menu;
    menu.title = title;
    menu.toolTip = effect;
    for (const QString &node : demo->nodesFor(fault.name))
        menu.children.push_back(toggle(node, fault.name, node, active.contains(QString(fault.name + u':' + node))));
    return menu;
}

std::vector<ExtraAction> Application::Private::faultActions()
{
    std::vector<ExtraAction> actions;
    if (!demo)
        return actions;
    actions.push_back(productMenu());
    ExtraAction mend;
    mend.title = QCoreApplication::translate("Application", "Mend Everything");
    mend.toolTip = QCoreApplication::translate("Application", "Takes every fault off the built-in cluster");
    mend.triggered = [this] {
        if (demo) {
            const Result<void> done = demo->mend();
            Q_UNUSED(done)
        }
    };
    actions.push_back(std::move(mend));
    ExtraAction separator;
    separator.isSeparator = true;
    actions.push_back(std::move(separator));
    const QStringList active = demo->activeFaults();
    for (const DemoCluster::Fault &fault : demo->faults())
        actions.push_back(faultAction(fault, active));
    return actions;
}

Application::Application(QApplication &application, const Invocation &invocation)
    : d(std::make_unique<Private>(application))
{
    Private *p = d.get();
    std::vector<ExtraMenu> menus;
    menus.push_back({.title = QCoreApplication::translate("Application", "F&aults"),
                     .actions = [p] { return p->faultActions(); },
                     .isVisible = [p] { return p->hasDemo(); }});
    d->window = std::make_unique<MainWindow>(MainWindow::Parts{
        .clusters = d->clusters,
        .theme = d->theme,
        .prompts = d->prompts,
        .settings = d->settings,
        .extraMenus = std::move(menus),
        .tryBuiltIn = [p] { p->openDemo(u"mattermost"_s); },
        .notifications = &d->notifications,
        .openRecording = [p](const QString &path, MainWindow *asker) { p->recordings.open(path, asker); }});
    d->link = std::make_unique<NotificationLink>(d->clusters, d->notifications, *d->window);
    QObject::connect(&d->notifications, &Notifications::quitWanted, &application, &QCoreApplication::quit);
    d->open(invocation);
    QObject::connect(&d->watches, &Watches::opened, &d->context, [p] { p->rememberOpen(); });
    QObject::connect(&d->watches, &Watches::closed, &d->context, [p] {
        p->rememberOpen();
        if (!p->hasDemo())
            p->demo.reset();
    });
    d->rememberOpen();
    d->window->show();
    d->theme.followSystem();
    d->notifications.start();
}

Application::~Application() = default;

int Application::run(int argc, char **argv, const Invocation &invocation)
{
    if (!hasDisplay()) {
        sayNoDisplay("the window needs a display");
        return ExitUnknown;
    }
    QCoreApplication::setApplicationName(u"rollcall"_s);
    QCoreApplication::setOrganizationName(u"rollcall"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(ROLLCALL_VERSION));
    QGuiApplication::setApplicationDisplayName(u"Rollcall"_s);
    QGuiApplication::setDesktopFileName(u"rollcall"_s);
    const QtMessageHandler before = qInstallMessageHandler(onMessageWhileStarting);
    QApplication application(argc, argv);
    qInstallMessageHandler(before);
    QLoggingCategory::setFilterRules(logRules(invocation.logLevel));
    loadTranslations(application);

    // Closes the window properly, so that the built-in cluster takes its token file with it.
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::raised, &application, &QCoreApplication::quit);
    const Application window(application, invocation);
    return QApplication::exec();
}

} // namespace rollcall
