namespace LivenessSdk.Cli;

/// <summary>Tests credentials with a check of a photo, which the vendor bills.</summary>
internal static class PaidCheckExamination
{
    /// <summary>Makes one check with each of the clients.</summary>
    public static async Task<IReadOnlyList<Finding>> ExamineAsync(
        Session session, IEnumerable<string> clients, string file, CancellationToken cancellationToken)
    {
        LivenessImage photo;
        try
        {
            photo = await PhotoFile.ReadAsync(file, cancellationToken);
        }
        catch (LivenessException e)
        {
            return [Finding.Problem("paid check", $"{file}: {e.Message}")];
        }

        List<Finding> findings = [];
        foreach (string name in clients)
        {
            string subject = $"{Words.Provider(name, session.IsSimulated)} check";
            try
            {
                LivenessResult result = await session.Find(name).CheckAsync(photo, cancellationToken);
                if (session.VendorNames.Contains(name))
                {
                    findings.Add(Finding.Ok(SignInExamination.SubjectOf(Words.Provider(name, session.IsSimulated)), "accepted by the paid check"));
                }

                findings.Add(Finding.Ok(subject, $"the vendor responded: {result.Verdict}. It may have billed the check."));
            }
            catch (LivenessException e)
            {
                string billed = e.MayHaveBeenProcessed ? " The vendor may have billed the check." : "";
                findings.Add(ExitCodes.For(e.Error) == ExitCodes.Usage ? Finding.Problem(subject, e.Message + billed) : Finding.Unreachable(subject, e.Message + billed));
            }
        }

        return findings;
    }
}
