namespace FlowservUsers.HelpGenerator.Documentation;

internal enum TextBlockKind
{
    Paragraph,
    Bullet,
    Numbered,
    Code,
}
