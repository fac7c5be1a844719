// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/MaintenanceDialog.h"

#include "ui/models/IncidentsModel.h"
#include "ui/widgets/ParagraphDelegate.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QUuid>
#include <QVBoxLayout>
#include <algorithm>

namespace rollcall {

using namespace Qt::StringLiterals;

MaintenanceDialog::MaintenanceDialog(const Theme &theme, const QStringList &nodes,
                                     std::vector<MaintenanceWindow> windows, const QDateTime &now, QWidget *parent)
    : WrappingDialog(parent), m_windows(std::move(windows)), m_now(now)
{
    setObjectName(u"maintenance"_s);
    setWindowTitle(tr("Maintenance Windows"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.unit(3), theme.unit(2), theme.unit(3), theme.unit(2));
    layout->setSpacing(theme.unit(1.5));
    auto *note = new QLabel(tr("What happens to a node in its maintenance window is written down, and nobody is told. "
                               "What is left when the window ends is told then."),
                            this);
    note->setWordWrap(true);
    layout->addWidget(note);
    m_list = new QListWidget(this);
    m_list->setObjectName(u"windows"_s);
    m_list->setAccessibleName(tr("Maintenance windows"));
    m_list->setMinimumSize(theme.unit(70), theme.unit(14));
    new ParagraphDelegate(theme, *m_list); // it is the list's
    layout->addWidget(m_list, 1);
    m_remove = new QPushButton(tr("Re&move"), this);
    m_remove->setObjectName(u"removeWindow"_s);
    m_remove->setAutoDefault(false); // Enter in a field adds what stands in the fields
    layout->addWidget(m_remove, 0, Qt::AlignRight);

    auto *form = new QFormLayout;
    m_target = new QComboBox(this);
    m_target->setObjectName(u"windowTarget"_s);
    m_target->addItem(tr("The whole cluster"), QString());
    for (const QString &name : nodes)
        m_target->addItem(name, name);
    form->addRow(tr("&For:"), m_target);
    const auto field = [&](const QString &name, const QDateTime &value) {
        auto *edit = new QDateTimeEdit(value.toLocalTime(), this);
        edit->setObjectName(name);
        edit->setCalendarPopup(true);
        edit->setDisplayFormat(u"yyyy-MM-dd HH:mm"_s);
        connect(edit, &QDateTimeEdit::dateTimeChanged, this, &MaintenanceDialog::check);
        return edit;
    };
    m_from = field(u"windowFrom"_s, now);
    m_to = field(u"windowTo"_s, now.addSecs(2 * 3600));
    form->addRow(tr("F&rom:"), m_from);
    form->addRow(tr("&To:"), m_to);
    m_repeat = new QComboBox(this);
    m_repeat->setObjectName(u"windowRepeat"_s);
    m_repeat->addItems({tr("Once"), tr("Every day at this time"), tr("Every week at this time")});
    form->addRow(tr("R&epeat:"), m_repeat);
    m_reason = new QLineEdit(this);
    m_reason->setObjectName(u"windowReason"_s);
    m_reason->setMaxLength(400);
    m_reason->setPlaceholderText(tr("What is being done"));
    form->addRow(tr("Rea&son:"), m_reason);
    layout->addLayout(form);
    m_fault = new QLabel(this);
    m_fault->setObjectName(u"windowFault"_s);
    m_add = new QPushButton(tr("&Add"), this);
    m_add->setObjectName(u"addWindow"_s);
    m_add->setDefault(true);
    auto *line = new QHBoxLayout;
    line->addWidget(m_fault, 1);
    line->addWidget(m_add);
    layout->addLayout(line);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    connect(m_add, &QPushButton::clicked, this, &MaintenanceDialog::add);
    connect(m_remove, &QPushButton::clicked, this, &MaintenanceDialog::remove);
    connect(m_reason, &QLineEdit::textChanged, this, &MaintenanceDialog::check);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) { m_remove->setEnabled(row >= 0); });
    showWindows();
    check();
}

void MaintenanceDialog::showWindows()
{
    const int row = m_list->currentRow();
    m_list->clear();
    for (const MaintenanceWindow &window : m_windows)
        m_list->addItem(IncidentsModel::window(window, m_now));
    m_list->setCurrentRow(std::clamp(row, 0, std::max(0, m_list->count() - 1))); // of none it stays none
    m_remove->setEnabled(m_list->currentRow() >= 0);
}

void MaintenanceDialog::check()
{
    QString fault;
    if (m_to->dateTime() <= m_from->dateTime())
        fault = tr("It ends before it begins.");
    else if (m_reason->text().trimmed().isEmpty())
        fault = tr("A reason is needed.");
    m_fault->setText(fault);
    m_add->setEnabled(fault.isEmpty());
}

void MaintenanceDialog::add()
{
    MaintenanceWindow window;
    window.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    window.reason = m_reason->text().trimmed();
    if (const QString target = m_target->currentData().toString(); !target.isEmpty())
        window.targets = {target};
    window.from = m_from->dateTime();
    window.to = m_to->dateTime();
    window.repeat = static_cast<MaintenanceWindow::Repeat>(m_repeat->currentIndex());
    m_windows.push_back(std::move(window));
    m_reason->clear();
    showWindows();
    Q_EMIT changed(m_windows);
}

void MaintenanceDialog::remove()
{
    const int row = m_list->currentRow();
    if (row < 0 || static_cast<std::size_t>(row) >= m_windows.size())
        return;
    m_windows.erase(m_windows.begin() + row);
    showWindows();
    Q_EMIT changed(m_windows);
}

} // namespace rollcall
