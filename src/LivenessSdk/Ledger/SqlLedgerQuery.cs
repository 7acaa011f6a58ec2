using System.Data.Common;

namespace LivenessSdk;

/// <summary>Represents a statement with its parameters.</summary>
internal sealed class SqlLedgerQuery(string sql)
{
    private readonly List<(string Name, object? Value)> _parameters = [];

    public string Sql { get; } = sql;

    /// <summary>Sets a parameter.</summary>
    public SqlLedgerQuery With(string name, object? value)
    {
        _parameters.Add((name, value));
        return this;
    }

    /// <summary>Sets the parameters <c>name0</c>, <c>name1</c>, …</summary>
    public SqlLedgerQuery WithEach(string name, IReadOnlyList<string> values)
    {
        for (int i = 0; i < values.Count; i++)
        {
            With(name + i, values[i]);
        }

        return this;
    }

    /// <summary>Gets the list of the names <c>@name0, @name1, …</c>, or one that nothing equals.</summary>
    public static string Names(string name, int count) =>
        count == 0 ? "NULL" : string.Join(", ", Enumerable.Range(0, count).Select(i => $"@{name}{i}"));

    /// <summary>Sets the values of a command, which has the parameters already if it ran before.</summary>
    public void ApplyTo(DbCommand command)
    {
        bool isNew = command.Parameters.Count == 0;
        for (int i = 0; i < _parameters.Count; i++)
        {
            (string name, object? value) = _parameters[i];
            if (isNew)
            {
                DbParameter parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }

            command.Parameters[i].Value = value ?? DBNull.Value;
        }
    }
}
