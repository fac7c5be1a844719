// SPDX-FileCopyrightText: 2026 The Rollcall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/ClusterEditor.h"

#include "ui/models/Words.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QFontDatabase>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QTabWidget>
#include <QTableWidget>
#include <QTextBlock>
#include <QVBoxLayout>

namespace rollcall {

using namespace Qt::StringLiterals;

namespace {

const QStringList &nodeKeys()
{
    static const QStringList keys{u"name"_s, u"url"_s, u"connectTo"_s, u"product"_s, u"role"_s};
    return keys;
}

void setInk(QLabel *label, const QColor &colour)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, colour);
    label->setPalette(palette);
}

} // namespace

ClusterEditor::ClusterEditor(const Theme &theme, Prompts &prompts, const QString &path, const QByteArray &json,
                             QWidget *parent)
    : QDialog(parent), m_theme(theme), m_prompts(prompts), m_path(path), m_original(json)
{
    setObjectName(u"clusterEditor"_s);
    setWindowTitle(path.isEmpty() ? tr("New cluster") : tr("Edit cluster file – %1").arg(path));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.unit(2), theme.unit(2), theme.unit(2), theme.unit(2));
    layout->setSpacing(theme.unit(1.5));
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeForm(), tr("&Form"));
    m_tabs->addTab(makeText(), tr("&JSON"));
    layout->addWidget(m_tabs, 1);
    m_summary = new QLabel(this);
    m_summary->setObjectName(u"faults"_s);
    m_summary->setAccessibleName(tr("Faults"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    layout->addWidget(m_summary);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_save = buttons->addButton(path.isEmpty() ? tr("&Save as…") : tr("&Save"), QDialogButtonBox::ActionRole);
    m_save->setObjectName(u"save"_s);
    m_save->setDefault(true);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &ClusterEditor::save);
    connect(m_tabs, &QTabWidget::currentChanged, this, &ClusterEditor::onTabChanged);

    if (!json.isEmpty()) {
        if (const std::optional<ClusterDraft> draft = ClusterDraft::fromJson(json)) {
            m_draft = *draft;
        } else {
            // Not even JSON: the text is all there is to show.
            m_text->setPlainText(QString::fromUtf8(json));
            m_tabs->setCurrentIndex(1);
        }
    }
    load();
    refresh();
    resize(theme.unit(100), theme.unit(92));
}

QLabel *ClusterEditor::makeFaultLabel(const QString &path)
{
    auto *label = new QLabel(this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(m_theme.font(Theme::Text::Caption));
    setInk(label, m_theme.colours().critical);
    label->hide();
    m_faultLabels.insert(path, label);
    return label;
}

void ClusterEditor::addField(QFormLayout *form, const QString &path, const QString &label, const QString &placeholder)
{
    auto *edit = new QLineEdit(this);
    edit->setObjectName(path);
    edit->setPlaceholderText(placeholder);
    edit->setAccessibleName(QString(label).remove(u'&'));
    auto *box = new QVBoxLayout;
    box->setSpacing(2);
    box->addWidget(edit);
    QLabel *fault = makeFaultLabel(path);
    box->addWidget(fault);
    auto *caption = new QLabel(label, this);
    caption->setContentsMargins(2, 0, 2, 0);
    caption->setBuddy(edit);
    form->addRow(caption, box);
    m_fields.insert(path, {edit, fault});
    connect(edit, &QLineEdit::textChanged, this, [this, path](const QString &text) {
        if (m_isLoading)
            return;
        m_draft.setText(path, text.trimmed());
        refresh();
    });
}

QComboBox *ClusterEditor::addChoice(QFormLayout *form, const QString &path, const QString &label)
{
    auto *choice = new QComboBox(this);
    choice->setObjectName(path);
    choice->setAccessibleName(QString(label).remove(u'&'));
    auto *caption = new QLabel(label, this);
    caption->setContentsMargins(2, 0, 2, 0);
    caption->setBuddy(choice);
    auto *box = new QVBoxLayout;
    box->setSpacing(2);
    box->addWidget(choice);
    box->addWidget(makeFaultLabel(path));
    form->addRow(caption, box);
    m_choices.insert(path, choice);
    connect(choice, &QComboBox::currentIndexChanged, this, [this, path, choice] {
        if (m_isLoading)
            return;
        m_draft.setText(path, choice->currentData().toString());
        refresh();
    });
    return choice;
}

void ClusterEditor::addToken(QFormLayout *form)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(m_theme.unit(1));
    m_tokenKind = new QComboBox(this);
    m_tokenKind->setObjectName(u"tokenKind"_s);
    m_tokenKind->setAccessibleName(tr("Where the token is kept"));
    m_tokenKind->addItem(tr("No token"));
    m_tokenKind->addItem(tr("Environment variable"), static_cast<int>(SecretReference::Kind::Environment));
    m_tokenKind->addItem(tr("File (mode 0600)"), static_cast<int>(SecretReference::Kind::File));
    m_tokenKind->addItem(tr("Keychain entry"), static_cast<int>(SecretReference::Kind::Keychain));
    m_tokenName = new QLineEdit(this);
    m_tokenName->setObjectName(u"token"_s);
    m_tokenName->setAccessibleName(tr("Name of the token, never the token itself"));
    m_tokenName->setPlaceholderText(tr("its name – never the token itself"));
    row->addWidget(m_tokenKind);
    row->addWidget(m_tokenName, 1);
    auto *box = new QVBoxLayout;
    box->setSpacing(2);
    box->addLayout(row);
    box->addWidget(makeFaultLabel(u"token"_s));
    auto *caption = new QLabel(tr("To&ken"), this);
    caption->setContentsMargins(2, 0, 2, 0);
    caption->setBuddy(m_tokenKind);
    form->addRow(caption, box);
    const auto changed = [this] {
        m_tokenName->setEnabled(m_tokenKind->currentIndex() > 0);
        if (m_isLoading)
            return;
        if (m_tokenKind->currentIndex() == 0)
            m_draft.setSecret(u"token"_s, std::nullopt);
        else
            m_draft.setSecret(u"token"_s,
                              SecretReference{static_cast<SecretReference::Kind>(m_tokenKind->currentData().toInt()),
                                              m_tokenName->text().trimmed()});
        refresh();
    };
    connect(m_tokenKind, &QComboBox::currentIndexChanged, this, changed);
    connect(m_tokenName, &QLineEdit::textChanged, this, changed);
}

QWidget *ClusterEditor::makeForm()
{
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *page = new QWidget(scroll);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, m_theme.unit(1.5), m_theme.unit(1), 0);
    layout->setSpacing(m_theme.unit(1.5));
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignRight);
    form->setHorizontalSpacing(m_theme.unit(1.5));
    form->setVerticalSpacing(m_theme.unit(1));
    addField(form, u"name"_s, tr("N&ame"), tr("production"));
    QComboBox *environment = addChoice(form, u"environment"_s, tr("&Environment"));
    environment->addItem(words::environment(ClusterFile::Environment::Production), u"production"_s);
    environment->addItem(words::environment(ClusterFile::Environment::Staging), u"staging"_s);
    environment->addItem(words::environment(ClusterFile::Environment::Test), u"test"_s);
    QComboBox *product = addChoice(form, u"product"_s, tr("&Product"));
    for (const QString &name : ClusterFile::products())
        product->addItem(words::product(name), name);
    addField(form, u"publicUrl"_s, tr("Public &URL"), tr("https://chat.example.com – the proxy; may be left out"));
    addToken(form);
    addField(form, u"interval"_s, tr("&Interval"), u"15s"_s);
    addField(form, u"timeout"_s, tr("Ti&meout"), u"5s"_s);
    addField(form, u"retryAfter"_s, tr("&Retry after"), u"15s"_s);
    addField(form, u"tls.caFile"_s, tr("&CA file"), tr("of a private certificate authority; may be left out"));
    addField(form, u"tls.pin"_s, tr("P&inned key"), tr("sha256//… ; may be left out"));
    layout->addLayout(form);
    layout->addWidget(makeNodes(), 1);
    scroll->setWidget(page);
    return scroll;
}

QWidget *ClusterEditor::makeNodes()
{
    auto *box = new QWidget(this);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(m_theme.unit(0.75));
    auto *line = new QHBoxLayout;
    auto *caption = new QLabel(tr("Nodes"), box);
    caption->setFont(m_theme.font(Theme::Text::Title, true));
    auto *add = new QPushButton(tr("A&dd node"), box);
    add->setObjectName(u"addNode"_s);
    m_removeNode = new QPushButton(tr("Remove n&ode"), box);
    m_removeNode->setObjectName(u"removeNode"_s);
    for (QPushButton *button : {add, m_removeNode})
        button->setAutoDefault(false);
    line->addWidget(caption);
    line->addStretch(1);
    line->addWidget(add);
    line->addWidget(m_removeNode);
    m_nodes = new QTableWidget(0, static_cast<int>(nodeKeys().size()), box);
    m_nodes->setObjectName(u"nodes"_s);
    m_nodes->setAccessibleName(tr("Nodes"));
    m_nodes->setHorizontalHeaderLabels({tr("Name"), tr("URL"), tr("Connect to"), tr("Product"), tr("Role")});
    m_nodes->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    m_nodes->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_nodes->horizontalHeader()->setHighlightSections(false);
    m_nodes->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_nodes->horizontalHeader()->resizeSection(0, m_theme.unit(18));
    m_nodes->horizontalHeader()->resizeSection(2, m_theme.unit(18));
    m_nodes->horizontalHeader()->resizeSection(3, m_theme.unit(14));
    m_nodes->horizontalHeader()->resizeSection(4, m_theme.unit(14));
    m_nodes->verticalHeader()->hide();
    m_nodes->verticalHeader()->setDefaultSectionSize(QFontMetrics(m_theme.font(Theme::Text::Body)).height() +
                                                     m_theme.unit(1.25));
    m_nodes->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_nodes->setSelectionMode(QAbstractItemView::SingleSelection);
    m_nodes->setTabKeyNavigation(true);
    m_nodes->setMinimumHeight(m_theme.unit(16));
    layout->addLayout(line);
    layout->addWidget(m_nodes, 1);
    layout->addWidget(makeFaultLabel(u"nodes"_s));
    connect(add, &QPushButton::clicked, this, [this] {
        m_draft.addNode();
        loadNodes();
        m_nodes->setCurrentCell(m_nodes->rowCount() - 1, 1);
        refresh();
    });
    connect(m_removeNode, &QPushButton::clicked, this, [this] {
        if (m_nodes->currentRow() < 0)
            return;
        m_draft.removeNode(m_nodes->currentRow());
        loadNodes();
        refresh();
    });
    connect(m_nodes, &QTableWidget::cellChanged, this, &ClusterEditor::onNodeChanged);
    return box;
}

QWidget *ClusterEditor::makeText()
{
    m_text = new QPlainTextEdit(this);
    m_text->setObjectName(u"json"_s);
    m_text->setAccessibleName(tr("The whole file as JSON"));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_isLoading)
            refresh();
    });
    return m_text;
}

void ClusterEditor::load()
{
    m_isLoading = true;
    for (auto it = m_fields.begin(); it != m_fields.end(); ++it)
        it->edit->setText(m_draft.text(it.key()));
    for (auto it = m_choices.begin(); it != m_choices.end(); ++it) {
        const QString text = m_draft.text(it.key());
        // What is absent is the contract's default, which is the first entry.
        it.value()->setCurrentIndex(text.isEmpty() ? 0 : it.value()->findData(text));
    }
    const std::optional<SecretReference> token = m_draft.secret(u"token"_s);
    m_tokenKind->setCurrentIndex(token ? m_tokenKind->findData(static_cast<int>(token->kind)) : 0);
    m_tokenName->setText(token ? token->name : QString());
    m_tokenName->setEnabled(token.has_value());
    m_isLoading = false;
    loadNodes();
}

void ClusterEditor::loadNodes()
{
    m_isLoading = true;
    m_nodes->setRowCount(m_draft.nodeCount());
    for (int row = 0; row < m_draft.nodeCount(); ++row) {
        for (int column = 0; column < nodeKeys().size(); ++column) {
            auto *item = new QTableWidgetItem(m_draft.nodeText(row, nodeKeys().at(column)));
            m_nodes->setItem(row, column, item);
        }
    }
    m_isLoading = false;
}

void ClusterEditor::onNodeChanged(int row, int column)
{
    if (m_isLoading)
        return;
    m_draft.setNodeText(row, nodeKeys().at(column), m_nodes->item(row, column)->text().trimmed());
    refresh();
}

bool ClusterEditor::isTextTab() const
{
    return m_tabs->currentIndex() == 1;
}

QByteArray ClusterEditor::currentJson() const
{
    return isTextTab() ? m_text->toPlainText().toUtf8() : m_draft.toJson();
}

void ClusterEditor::onTabChanged(int tab)
{
    if (tab == 1) {
        // The file's own order where it can be read, the plain object where not.
        const ClusterDraft::Check check = m_draft.check(m_path);
        m_isLoading = true;
        m_text->setPlainText(QString::fromUtf8(check.file ? check.file->toJson() : m_draft.toJson()));
        m_isLoading = false;
        refresh();
        return;
    }
    takeText();
}

void ClusterEditor::takeText()
{
    const std::optional<ClusterDraft> draft = ClusterDraft::fromJson(m_text->toPlainText().toUtf8());
    if (!draft) {
        // A form cannot show what is no JSON; the text stays until it is.
        const QSignalBlocker blocker(m_tabs);
        m_tabs->setCurrentIndex(1);
        refresh();
        return;
    }
    m_draft = *draft;
    load();
    refresh();
}

void ClusterEditor::refresh()
{
    showFaults(ClusterDraft::check(currentJson(), m_path), isTextTab());
}

void ClusterEditor::showFaults(const ClusterDraft::Check &check, bool isText)
{
    for (QLabel *label : std::as_const(m_faultLabels)) {
        label->clear();
        label->hide();
    }
    m_isLoading = true;
    for (int row = 0; row < m_nodes->rowCount(); ++row) {
        for (int column = 0; column < m_nodes->columnCount(); ++column) {
            m_nodes->item(row, column)->setBackground(QBrush());
            m_nodes->item(row, column)->setToolTip({});
        }
    }
    m_isLoading = false;

    QStringList lines;
    for (const FileFault &fault : check.faults) {
        QString where = fault.path.isEmpty() ? QString() : QString(fault.path + u": "_s);
        if (isText && fault.line > 0)
            where.prepend(tr("line %1, column %2: ").arg(fault.line).arg(fault.column));
        lines << where + fault.message;
        if (isText)
            continue;
        markNodeFault(fault);
        QLabel *label = m_faultLabels.value(fault.path);
        if (label == nullptr)
            label = m_faultLabels.value(fault.path.section(u'.', 0, 0));
        if (label != nullptr) {
            label->setText(fault.message);
            label->show();
            lines.removeLast();
        }
    }
    if (isText)
        markTextLines(check.faults);
    constexpr qsizetype Most = 4;
    const qsizetype more = lines.size() - Most;
    if (more > 0)
        lines = lines.mid(0, Most) << tr("… and %n more", nullptr, static_cast<int>(more));
    setInk(m_summary, check.faults.empty() ? m_theme.colours().secondary : m_theme.colours().critical);
    if (check.faults.empty())
        m_summary->setText(tr("This file can be read: %n node(s).", nullptr,
                              static_cast<int>(check.file ? check.file->nodes.size() : 0)));
    else
        m_summary->setText(lines.isEmpty() ? tr("Some fields are not right yet.") : lines.join(u'\n'));
    m_save->setEnabled(check.faults.empty());
}

void ClusterEditor::markNodeFault(const FileFault &fault)
{
    static const QRegularExpression pattern(u"^nodes\\[(\\d+)\\](?:\\.(\\w+))?"_s);
    const QRegularExpressionMatch match = pattern.match(fault.path);
    if (!match.hasMatch())
        return;
    const int row = match.captured(1).toInt();
    const int column = std::max<int>(0, static_cast<int>(nodeKeys().indexOf(match.captured(2))));
    if (row >= m_nodes->rowCount())
        return;
    m_isLoading = true;
    m_nodes->item(row, column)->setBackground(m_theme.colours().criticalSoft);
    m_nodes->item(row, column)->setToolTip(fault.message);
    m_isLoading = false;
}

void ClusterEditor::markTextLines(const std::vector<FileFault> &faults)
{
    QList<QTextEdit::ExtraSelection> marks;
    for (const FileFault &fault : faults) {
        if (fault.line <= 0)
            continue;
        QTextEdit::ExtraSelection mark;
        mark.format.setBackground(m_theme.colours().criticalSoft);
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        mark.cursor = QTextCursor(m_text->document()->findBlockByNumber(fault.line - 1));
        marks << mark;
    }
    m_text->setExtraSelections(marks);
}

void ClusterEditor::save()
{
    const ClusterDraft::Check check = ClusterDraft::check(currentJson(), m_path);
    if (!check.file)
        return;
    const ClusterFile file = *check.file;
    if (m_path.isEmpty()) {
        m_prompts.askSaveFile(this, tr("Save cluster file"), file.name + u".json"_s, [this, file](const QString &path) {
            if (!path.isEmpty())
                write(path, file);
        });
        return;
    }
    QFile onDisk(m_path);
    const bool isReadable = onDisk.open(QIODevice::ReadOnly);
    if (isReadable && onDisk.readAll() != m_original) {
        m_prompts.confirm(this,
                          {tr("The file has changed"),
                           tr("%1 was written by something else since it was opened here.").arg(m_path),
                           tr("Overwrite it"), QString()},
                          [this, file] { write(m_path, file); });
        return;
    }
    write(m_path, file);
}

void ClusterEditor::write(const QString &path, const ClusterFile &file)
{
    const Result<void> result = file.save(path);
    if (!result) {
        m_prompts.showError(this, tr("Cannot save the cluster file"), result.error().message, QString());
        return;
    }
    Q_EMIT saved(path);
    accept();
}

} // namespace rollcall
