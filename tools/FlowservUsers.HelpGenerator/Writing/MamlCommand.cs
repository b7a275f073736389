using System.Xml.Linq;
using FlowservUsers.HelpGenerator.Cmdlets;
using FlowservUsers.HelpGenerator.Topics;
using static FlowservUsers.HelpGenerator.Writing.MamlNames;

namespace FlowservUsers.HelpGenerator.Writing;

/// <summary>The help of one cmdlet, in the order in which the schema wants its parts.</summary>
internal static class MamlCommand
{
    public static XElement Create(HelpTopic topic) => new(
        Command + "command",
        Details(topic),
        MamlText.Description(topic.Description),
        new XElement(Command + "syntax", topic.Cmdlet.ParameterSets.Select(set => Syntax(topic, set))),
        new XElement(Command + "parameters", topic.Parameters.Select(MamlParameter.InList)),
        new XElement(Command + "inputTypes", topic.Inputs.Select(input => Type("inputType", input))),
        new XElement(Command + "returnValues", topic.Outputs.Select(output => Type("returnValue", output))),
        Errors(topic),
        new XElement(Command + "examples", topic.Examples.Select(Example)),
        new XElement(Command + "relatedLinks", topic.Links.Select(Link)));

    private static XElement Details(HelpTopic topic)
    {
        string[] name = topic.Cmdlet.Name.Split('-');
        return new XElement(
            Command + "details",
            new XElement(Command + "name", topic.Cmdlet.Name),
            new XElement(Command + "verb", name[0]),
            new XElement(Command + "noun", name[1]),
            new XElement(Maml + "description", MamlText.Paragraph(topic.Synopsis)));
    }

    private static XElement Syntax(HelpTopic topic, ParameterSetDescription set)
    {
        var help = topic.Parameters.ToDictionary(parameter => parameter.Parameter.Name);
        return new XElement(
            Command + "syntaxItem",
            new XElement(Maml + "name", topic.Cmdlet.Name),
            set.Uses.Select(use => MamlParameter.InSyntax(help[use.Name], use)));
    }

    private static XElement Type(string element, TypeHelp type) => new(
        Command + element,
        new XElement(Developer + "type", new XElement(Maml + "name", type.Name), new XElement(Maml + "uri")),
        new XElement(Maml + "description", type.Lines.Select(MamlText.Paragraph)));

    private static XElement? Errors(HelpTopic topic) => topic.Errors.Count == 0 ? null : new XElement(
        Maml + "alertSet",
        new XElement(Maml + "title", "Errors, by the first part of FullyQualifiedErrorId"),
        new XElement(Maml + "alert", topic.Errors.Select(error => MamlText.Paragraph(error.ToString()))));

    private static XElement Example(ExampleHelp example, int index) => new(
        Command + "example",
        new XElement(Maml + "title", $"---------- Example {index + 1}: {example.Title} ----------"),
        new XElement(Developer + "code", example.Code),
        // The empty paragraph keeps the next title apart; the view puts no line between two examples.
        new XElement(Developer + "remarks", MamlText.Paragraphs(example.Remarks), MamlText.Paragraph("")));

    private static XElement Link(LinkHelp link) => new(
        Maml + "navigationLink",
        new XElement(Maml + "linkText", link.Text),
        new XElement(Maml + "uri", link.Address));
}
